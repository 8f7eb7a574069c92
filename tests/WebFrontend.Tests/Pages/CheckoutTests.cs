using System.Net;
using System.Text.Json;
using Avanii.Orders.Contracts;

namespace Avanii.Web.Tests.Pages;

public sealed class CheckoutTests : IClassFixture<ShopApp>
{
    private readonly ShopApp _app;

    public CheckoutTests(ShopApp app)
    {
        _app = app;
        _app.Gateway.Reset();
    }

    [Fact]
    public async Task A_good_order_is_sent_under_the_carts_key_and_leads_to_its_page()
    {
        using var browser = _app.Open();
        var form = await OpenCheckoutAsync(browser);
        form["Form.Name"] = "Mia Ångström 🌿";
        var placed = await browser.PostAsync("/checkout", form);
        Assert.Equal((HttpStatusCode.Found, $"/orders/{StubGateway.OrderId}"), (placed.Status, placed.Location));
        var call = _app.Gateway.Calls.Single(c => c.Address == "POST /api/orders");
        Assert.Equal(StubGateway.CheckoutId.ToString(), call.Headers["Idempotency-Key"]);
        var order = JsonSerializer.Deserialize<PlaceOrderRequest>(call.Body, JsonSerializerOptions.Web)!;
        Assert.Equal((7L, 40.90m, "Mia Ångström 🌿", PaymentMethod.OnDelivery), (order.CartVersion, order.Total, order.Address.Name, order.PaymentMethod));
        Assert.Equal((StubGateway.Quote(2).Fingerprint, 4.90m), (order.Fingerprint, order.Seen!.Delivery));
        Assert.Equal([new SeenPrices.Line("MUG-SEA", 2, 18m)], order.Seen.Lines);
    }

    [Fact]
    public async Task An_order_whose_answer_is_lost_is_sent_again_under_its_key()
    {
        _app.Gateway.LoseFirst("POST", "/api/orders");
        using var browser = _app.Open();
        Assert.Equal($"/orders/{StubGateway.OrderId}", (await browser.PostAsync("/checkout", await OpenCheckoutAsync(browser))).Location);
        var sent = _app.Gateway.Calls.Where(c => c.Address == "POST /api/orders").ToList();
        Assert.Equal(2, sent.Count);
        Assert.Equal((sent[0].Headers["Idempotency-Key"], sent[0].Body), (sent[1].Headers["Idempotency-Key"], sent[1].Body));
    }

    [Fact]
    public async Task A_name_of_ten_kilobytes_is_told_beside_its_field_and_nothing_typed_is_lost()
    {
        using var browser = _app.Open();
        var form = await OpenCheckoutAsync(browser);
        form["Form.Name"] = new string('ü', 10_000);
        var page = await browser.PostAsync("/checkout", form);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains("One thing is missing or not quite right: Please shorten the name to 100 characters.", page.Text, StringComparison.Ordinal);
        Assert.Contains("href=\"#Name\"", page.Html, StringComparison.Ordinal);
        Assert.Matches("id=\"Name\"[^>]*aria-describedby=\"Name-error\"[^>]*aria-invalid=\"true\"", page.Html);
        Assert.Equal((form["Form.Name"], "Weg 1"), (page.Form("checkout-form")["Form.Name"], page.Form("checkout-form")["Form.Street"]));
        Assert.DoesNotContain(_app.Gateway.Calls, c => c.Address == "POST /api/orders");
    }

    [Fact]
    public async Task An_empty_form_names_every_field()
    {
        using var browser = _app.Open();
        var form = (await OpenCheckoutAsync(browser)).Where(f => !f.Key.StartsWith("Form.", StringComparison.Ordinal)).ToDictionary();
        var page = await browser.PostAsync("/checkout", form);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        foreach (var field in new[] { "Email", "Name", "Street", "PostalCode", "City", "Country" })
        {
            Assert.Contains($"href=\"#{field}\"", page.Html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_cart_that_has_changed_is_shown_again_with_both_totals()
    {
        _app.Gateway.Refuse("POST", "/api/orders", 409, "cart-changed", new() { ["quote"] = StubGateway.Quote(2, price: 20m, version: 8) });
        using var browser = _app.Open();
        var page = await browser.PostAsync("/checkout", await OpenCheckoutAsync(browser));
        Assert.Equal(HttpStatusCode.Conflict, page.Status);
        Assert.Contains("The total was €40.90, it is €44.90 now.", page.Text, StringComparison.Ordinal);
        var again = page.Form("checkout-form");
        Assert.Equal(("8", "44.90", "Mia"), (again["Form.CartVersion"], again["Form.Total"], again["Form.Name"]));
    }

    [Fact]
    public async Task What_has_changed_is_said_line_by_line()
    {
        _app.Gateway.Change(
            [StubGateway.Line(2), StubGateway.Line(1) with { Sku = "BOWL", ProductName = "Bowl" }, StubGateway.Line(3) with { Sku = "HAT", ProductName = "Hat" },
                StubGateway.Line(1) with { Sku = "TEA", ProductName = "Tea" }, StubGateway.Line(1) with { Sku = "GONE" }],
            [StubGateway.Line(2, 19m), StubGateway.Line(1, 17m) with { Sku = "BOWL", ProductName = "Bowl" }, StubGateway.Line(1) with { Sku = "HAT", ProductName = "Hat" },
                StubGateway.Line(1) with { Sku = "NEW", ProductName = "Lamp" }],
            leftOut: [StubGateway.Line(1) with { Sku = "TEA", ProductName = "Tea" }]);
        using var browser = _app.Open();
        var page = await browser.PostAsync("/checkout", await OpenCheckoutAsync(browser));
        Assert.Equal(HttpStatusCode.Conflict, page.Status);
        foreach (var text in new[]
        {
            "Mug <b>“Sea”</b>, Sea: its price has risen from €18.00 to €19.00.",
            "Bowl, Sea: its price has fallen from €18.00 to €17.00.",
            "Hat, Sea: 1 instead of 3.",
            "Lamp, Sea: it was not on this page before.",
            "Tea, Sea: it cannot be had right now.",
            "Something that stood here is no longer in your cart.",
        })
        {
            Assert.Contains(text, page.Text, StringComparison.Ordinal);
        }
        Assert.DoesNotContain("The total was", page.Text, StringComparison.Ordinal); // it is the same
        Assert.Contains("NEW", page.Form("checkout-form")["Form.Seen"], StringComparison.Ordinal); // what is ordered next is what this page shows
    }

    [Fact]
    public async Task A_page_of_the_release_before_can_still_order()
    {
        using var browser = _app.Open();
        var form = await OpenCheckoutAsync(browser);
        form.Remove("Form.Fingerprint");
        form.Remove("Form.Seen");
        Assert.Equal($"/orders/{StubGateway.OrderId}", (await browser.PostAsync("/checkout", form)).Location);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"delivery\":0,\"lines\":[null]}")]
    public async Task Prices_that_were_tampered_with_order_nothing(string seen)
    {
        using var browser = _app.Open();
        var form = await OpenCheckoutAsync(browser);
        form["Form.Seen"] = seen;
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await browser.PostAsync("/checkout", form)).Status);
        Assert.DoesNotContain(_app.Gateway.Calls, c => c.Address == "POST /api/orders");
    }

    [Fact]
    public async Task Who_opens_the_checkout_of_a_cart_that_was_just_ordered_is_led_to_the_order()
    {
        _app.Gateway.Refuse("GET", "/api/orders/quote", 409, "already-ordered", new() { ["orderId"] = StubGateway.OrderId });
        using var browser = _app.Open();
        await browser.AddToCartAsync();
        Assert.Equal($"/orders/{StubGateway.OrderId}?problem=already-ordered", (await browser.GetAsync("/checkout")).Location);
    }

    [Theory]
    [InlineData("order-undecided", 409, "still being decided")]
    [InlineData("idempotency-key-reused", 422, "had ordered this cart already")]
    [InlineData("already-ordered", 409, "had ordered this cart already")]
    public async Task Whichever_way_the_cart_came_to_an_order_the_shopper_is_led_to_it(string problem, int status, string text)
    {
        _app.Gateway.Refuse("POST", "/api/orders", status, problem, new() { ["orderId"] = StubGateway.OrderId });
        using var browser = _app.Open();
        var refused = await browser.PostAsync("/checkout", await OpenCheckoutAsync(browser));
        Assert.Equal(HttpStatusCode.Found, refused.Status);
        Assert.Contains(text, (await browser.GetAsync(refused.Location!)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_only_the_service_knows_is_told_beside_the_field_too()
    {
        _app.Gateway.Invalidate("POST", "/api/orders", "address.country", "The shop does not deliver to IE.");
        using var browser = _app.Open();
        var page = await browser.PostAsync("/checkout", await OpenCheckoutAsync(browser));
        Assert.Contains("id=\"Country-error\">The shop does not deliver to IE.", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hidden_fields_that_were_tampered_with_order_nothing()
    {
        using var browser = _app.Open();
        var form = await OpenCheckoutAsync(browser);
        form["Form.Total"] = "0.01 or so";
        form["Form.IdempotencyKey"] = "../../x";
        var page = await browser.PostAsync("/checkout", form);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal("40.90", page.Form("checkout-form")["Form.Total"]);
        Assert.DoesNotContain(_app.Gateway.Calls, c => c.Address == "POST /api/orders");
    }

    [Fact]
    public async Task An_order_waiting_for_its_outcome_looks_again_by_itself_and_a_decided_one_does_not()
    {
        using var browser = _app.Open();
        await browser.AddToCartAsync();
        var path = $"/orders/{StubGateway.OrderId}";
        _app.Gateway.On("GET", "/api" + path, () => StubGateway.Order(OrderStatus.Placed));
        var waiting = await browser.GetAsync(path);
        Assert.Contains($"data-poll=\"{path}?wait=5\"", waiting.Html, StringComparison.Ordinal);
        Assert.Contains("<noscript><meta http-equiv=\"refresh\" content=\"3\"></noscript>", waiting.Html, StringComparison.Ordinal);
        _app.Gateway.On("GET", "/api" + path, () => StubGateway.Order(OrderStatus.Confirmed));
        var confirmed = await browser.GetAsync(path);
        Assert.DoesNotContain("data-poll", confirmed.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("http-equiv", confirmed.Html, StringComparison.Ordinal);
        Assert.Contains("Please transfer €40.90", confirmed.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Catalog.Contracts.StockRejectionReason.SoldOut, 1, null, "you ordered 2, and only 1 is left")]
    [InlineData(Catalog.Contracts.StockRejectionReason.SoldOut, 0, null, "it has just sold out")]
    [InlineData(Catalog.Contracts.StockRejectionReason.PriceChanged, null, 21, "its price has risen from €18.00 to €21.00")]
    [InlineData(Catalog.Contracts.StockRejectionReason.Retired, null, null, "we no longer sell it")]
    public async Task A_rejected_order_says_which_line_stood_in_the_way(Catalog.Contracts.StockRejectionReason reason, int? left, int? price, string text)
    {
        _app.Gateway.On("GET", $"/api/orders/{StubGateway.OrderId}", () => StubGateway.Order(
            OrderStatus.Rejected, line => line with { Rejection = reason, AvailableUnits = left, CurrentUnitPrice = price }));
        using var browser = _app.Open();
        await browser.AddToCartAsync();
        var page = await browser.GetAsync($"/orders/{StubGateway.OrderId}");
        Assert.Contains($"Mug, Sea: {text}", page.Text, StringComparison.Ordinal);
    }

    internal static Dictionary<string, string> Filled(Dictionary<string, string> form)
    {
        form["Form.Email"] = "mia@example.com";
        form["Form.Name"] = "Mia";
        form["Form.Street"] = "Weg 1";
        form["Form.PostalCode"] = "20457";
        form["Form.City"] = "Hamburg";
        form["Form.Country"] = "DE";
        form["Form.Payment"] = "OnDelivery";
        return form;
    }

    private static async Task<Dictionary<string, string>> OpenCheckoutAsync(Browser browser)
    {
        await browser.AddToCartAsync();
        return Filled((await browser.GetAsync("/checkout")).Form("checkout-form"));
    }
}
