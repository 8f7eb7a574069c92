using System.Net;
using Avanii.Testing;

namespace Avanii.Web.Tests.Pages;

public sealed class AwayTests : IClassFixture<ShopApp>
{
    private readonly ShopApp _app;

    public AwayTests(ShopApp app)
    {
        _app = app;
        _app.Gateway.Reset();
    }

    [Theory]
    [InlineData("/c/home", "taking a break")]
    [InlineData("/p/mug", "taking a break")]
    [InlineData("/search?q=mug", "taking a break")]
    [InlineData("/", "taking a break")]
    [InlineData("/cart", "can’t reach your cart")]
    [InlineData("/checkout", "taking a break")]
    [InlineData("/orders", "can’t show your orders")]
    [InlineData("/orders/019c0000-0000-7000-8000-000000000001", "can’t show your order")]
    public async Task While_the_services_are_away_a_page_says_so_and_search_engines_come_back_later(string path, string text)
    {
        using var browser = _app.Open();
        await browser.AddToCartAsync();
        _app.Gateway.Away = true;
        var page = await browser.GetAsync(path);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.Status);
        Assert.Contains(text, page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_departments_are_still_known_while_the_catalogue_is_away()
    {
        using var browser = _app.Open();
        await Eventually.IsTrue(async () => (await browser.GetAsync("/")).Text.Contains("Home & Kitchen", StringComparison.Ordinal)); // an outage in another test may be remembered
        _app.Gateway.Away = true;
        Assert.Contains("Home & Kitchen", (await browser.GetAsync("/p/mug")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_order_that_could_not_be_placed_keeps_what_was_typed()
    {
        using var browser = _app.Open();
        await browser.AddToCartAsync();
        var form = (await browser.GetAsync("/checkout")).Form("checkout-form");
        _app.Gateway.Away = true;
        var page = await browser.PostAsync("/checkout", CheckoutTests.Filled(form));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.Status);
        Assert.Contains("Nothing was ordered", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/nowhere")]
    [InlineData("/p/nothing")]
    [InlineData("/c/nothing")]
    [InlineData("/orders/019c0000-0000-7000-8000-0000000000ff")]
    [InlineData("/orders/nonsense")]
    public async Task What_is_not_there_is_a_404_with_a_way_on(string path)
    {
        if (path == "/c/nothing")
        {
            _app.Gateway.Refuse("GET", "/api/catalog/products", 404, "unknown-category");
        }
        using var browser = _app.Open();
        await browser.AddToCartAsync();
        var page = await browser.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, page.Status);
        Assert.Contains("<form class=\"search search-wide\"", page.Html, StringComparison.Ordinal);
    }
}
