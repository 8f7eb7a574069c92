using System.Net;
using System.Text.Json;
using Avanii.Orders.Contracts;

namespace Avanii.Web.Tests.Pages;

/// <summary>One product, and what stands around it.</summary>
public sealed class ProductPageTests : IClassFixture<ShopApp>
{
    private readonly ShopApp _app;

    public ProductPageTests(ShopApp app)
    {
        _app = app;
        _app.Gateway.Reset();
    }

    [Fact]
    public async Task It_shows_reviews_what_goes_with_it_and_what_is_like_it()
    {
        var page = await OpenAsync("/p/mug");
        Assert.Contains("Never <b>chipped</b>", page.Text, StringComparison.Ordinal);
        Assert.Contains("The shop answers Thank you!", page.Text, StringComparison.Ordinal);
        Assert.Contains("Bought here", page.Text, StringComparison.Ordinal);
        Assert.Contains("Saucer", page.Text[page.Text.IndexOf("Often bought together", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_cart_is_told_which_price_was_seen()
    {
        _app.Gateway.On("GET", "/api/catalog/products/mug", () => StubGateway.Mug() with { Version = 17 });
        using var browser = _app.Open();
        await browser.PostAsync("/cart/items", (await browser.GetAsync("/p/mug")).Form("class=\"add\""));
        var told = JsonDocument.Parse(_app.Gateway.Calls.Single(call => call.Address == "POST /api/cart/items").Body).RootElement;
        Assert.Equal(("MUG-SEA", 1, 17L), (told.GetProperty("sku").GetString(), told.GetProperty("quantity").GetInt32(), told.GetProperty("seenVersion").GetInt64()));
    }

    [Fact]
    public async Task It_says_when_it_arrives_leaving_out_weekends()
    {
        await using var shop = await ShopInstance.StartAsync(clock: new StoppedClock(new(2026, 11, 26, 10, 0, 0, TimeSpan.Zero))); // a Thursday
        shop.Gateway.On("GET", "/api/orders/delivery", () => new DeliveryTerms(4.90m, 50m, "EUR", ["DE"], 2, 4));
        using var browser = shop.Open();
        Assert.Contains("Arrives between Monday 30 November and Wednesday 2 December", (await browser.GetAsync("/p/mug")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_variant_that_is_sold_out_can_be_waited_for_and_not_be_bought()
    {
        var page = await OpenAsync("/p/mug?variant=MUG-SAND");
        Assert.Equal("MUG-SAND", page.Form("/back-in-stock/ask")["sku"]);
        Assert.DoesNotContain("class=\"add\"", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_product_with_sizes_shows_the_table_of_its_category_or_of_the_one_above()
    {
        _app.Gateway.On("GET", "/api/catalog/products/mug", () => StubGateway.Mug() with { OptionNames = ["Size"], Path = [new("clothing", "Clothing"), new("tops", "Tops")] });
        Assert.Contains("Chest", (await OpenAsync("/p/mug")).Text, StringComparison.Ordinal);
        _app.Gateway.On("GET", "/api/catalog/products/mug", () => StubGateway.Mug() with { OptionNames = ["Size"] });
        Assert.DoesNotContain("Size guide", (await OpenAsync("/p/mug")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_it_had_leads_to_the_one_that_it_has()
    {
        _app.Gateway.On("GET", "/api/catalog/products/beaker", () => StubGateway.Mug());
        using var browser = _app.Open();
        var page = await browser.GetAsync("/p/beaker?variant=MUG-SEA");
        Assert.Equal((HttpStatusCode.MovedPermanently, "/p/mug?variant=MUG-SEA"), (page.Status, page.Location));
    }

    private async Task<Page> OpenAsync(string path)
    {
        using var browser = _app.Open();
        var page = await browser.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        return page;
    }

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
