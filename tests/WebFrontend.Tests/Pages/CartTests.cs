using System.Net;
using System.Text.Json;
using Avanii.Cart.Contracts;
using Avanii.Catalog.Contracts;

namespace Avanii.Web.Tests.Pages;

public sealed class CartTests : IClassFixture<ShopApp>
{
    private readonly ShopApp _app;

    public CartTests(ShopApp app)
    {
        _app = app;
        _app.Gateway.Reset();
    }

    [Fact]
    public async Task The_first_add_makes_a_guest_and_ends_in_a_redirect()
    {
        using var browser = _app.Open();
        var added = await browser.AddToCartAsync(quantity: "2");
        Assert.Equal((HttpStatusCode.Found, "/cart?added=MUG-SEA"), (added.Status, added.Location));
        var cookie = Assert.Single(added.Response.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        var item = JsonSerializer.Deserialize<AddItemRequest>(_app.Gateway.Calls.Single(c => c.Address == "POST /api/cart/items").Body, JsonSerializerOptions.Web);
        Assert.Equal(new AddItemRequest("MUG-SEA", 2), item);
        var cart = await browser.GetAsync(added.Location!);
        Assert.Contains("In your cart: Mug", cart.Text, StringComparison.Ordinal);
        Assert.Contains("2 items", cart.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_add_whose_answer_is_lost_is_sent_again_under_its_key()
    {
        _app.Gateway.LoseFirst("POST", "/api/cart/items");
        using var browser = _app.Open();
        Assert.Equal("/cart?added=MUG-SEA", (await browser.AddToCartAsync()).Location);
        await browser.AddToCartAsync(); // another press of the button
        var keys = _app.Gateway.Calls.Where(c => c.Address == "POST /api/cart/items").Select(c => c.Headers["Idempotency-Key"]).ToList();
        Assert.Equal((3, 2), (keys.Count, keys.Distinct().Count()));
        Assert.Equal(keys[0], keys[1]);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1000000000")]
    [InlineData("1e9")]
    [InlineData("two")]
    [InlineData("")]
    public async Task A_quantity_that_is_none_changes_nothing_and_says_why(string quantity)
    {
        using var browser = _app.Open();
        var refused = await browser.AddToCartAsync(quantity: quantity);
        Assert.StartsWith("/p/mug?problem=", refused.Location, StringComparison.Ordinal);
        Assert.Contains("Nothing was changed", (await browser.GetAsync(refused.Location!)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(_app.Gateway.Calls, call => call.Method == "POST");
    }

    [Theory]
    [InlineData("sold-out", 409, "just sold out")]
    [InlineData("retired", 409, "no longer sell")]
    [InlineData("unknown-sku", 404, "don’t know that item")]
    [InlineData("cart-full", 409, "100 different things")]
    [InlineData("quantity-limit", 409, "at most 99")]
    [InlineData("something-new", 409, "could not be done")]
    public async Task A_refused_add_leads_back_to_the_product_and_says_why(string problem, int status, string text)
    {
        _app.Gateway.Refuse("POST", "/api/cart/items", status, problem);
        using var browser = _app.Open();
        var refused = await browser.AddToCartAsync();
        Assert.Contains(text, (await browser.GetAsync(refused.Location!)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("//elsewhere.example")]
    [InlineData("https://elsewhere.example/")]
    [InlineData("/\\elsewhere.example")]
    [InlineData("/p/é")] // no header may hold it
    public async Task A_refused_add_leads_nowhere_else(string returnTo)
    {
        _app.Gateway.Refuse("POST", "/api/cart/items", 409, "sold-out");
        using var browser = _app.Open();
        Assert.Equal("/cart?problem=sold-out", (await browser.AddToCartAsync(returnTo: returnTo)).Location);
    }

    [Theory]
    [InlineData("/p/mug?variant=MUG-SEA", "/p/mug?variant=MUG-SEA&problem=sold-out")]
    [InlineData("/p/mug?variant=MUG-SEA#reviews", "/p/mug?variant=MUG-SEA&problem=sold-out#reviews")]
    [InlineData("/p/mug#reviews", "/p/mug?problem=sold-out#reviews")]
    public async Task A_refused_add_says_why_in_front_of_the_place_on_the_page(string returnTo, string expected)
    {
        _app.Gateway.Refuse("POST", "/api/cart/items", 409, "sold-out");
        using var browser = _app.Open();
        Assert.Equal(expected, (await browser.AddToCartAsync(returnTo: returnTo)).Location);
    }

    [Fact]
    public async Task The_cart_and_the_cart_in_short_lead_to_the_variant_that_is_in_it()
    {
        using var browser = _app.Open();
        await browser.AddToCartAsync();
        foreach (var path in (string[])["/cart", "/cart/mini"])
        {
            Assert.Contains("href=\"/p/mug?variant=MUG-SEA\"", (await browser.GetAsync(path)).Html, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("5", null, "PUT", "{\"quantity\":5}")]
    [InlineData("2", "1", "PUT", "{\"quantity\":3}")]
    [InlineData("2", "-1", "PUT", "{\"quantity\":1}")]
    [InlineData("1", "-1", "DELETE", "")]
    [InlineData("0", null, "DELETE", "")]
    public async Task The_quantity_is_set_by_its_form(string quantity, string? step, string method, string body)
    {
        using var browser = _app.Open();
        await browser.AddToCartAsync();
        var form = (await browser.GetAsync("/cart")).Form("/cart/quantity");
        form["quantity"] = quantity;
        if (step is not null)
        {
            form["step"] = step;
        }
        var changed = await browser.PostAsync("/cart/quantity", form);
        Assert.Equal("/cart", changed.Location);
        var call = _app.Gateway.Calls.Single(c => c.Path == "/api/cart/items/MUG-SEA");
        Assert.Equal((method, body), (call.Method, call.Body));
    }

    [Fact]
    public async Task The_cart_says_what_has_changed_and_lets_the_rest_be_ordered()
    {
        _app.Gateway.On("GET", "/api/cart", () => StubGateway.Cart(2) with
        {
            Lines =
            [
                StubGateway.Line(2) with { PriceWhenAdded = 15m },
                StubGateway.Line(1) with { Sku = "OUT", Availability = Availability.SoldOut, Orderable = false },
                StubGateway.Line(1) with { Sku = "OLD", Retired = true, Orderable = false },
            ],
        });
        using var browser = _app.Open();
        await browser.AddToCartAsync();
        var cart = await browser.GetAsync("/cart");
        Assert.Contains("The price has risen: it was €15.00, it is €18.00 now.", cart.Text, StringComparison.Ordinal);
        Assert.Contains("Sold out: it will be left out", cart.Text, StringComparison.Ordinal);
        Assert.Contains("No longer sold: it will be left out", cart.Text, StringComparison.Ordinal);
        Assert.Contains("€14.00 more and delivery is free", cart.Text, StringComparison.Ordinal);
        Assert.Contains("href=\"/checkout\"", cart.Html, StringComparison.Ordinal);
    }
}
