using System.Net;

namespace Avanii.Web.Tests.Pages;

public sealed class VisitorTests : IClassFixture<ShopApp>
{
    private readonly ShopApp _app;

    public VisitorTests(ShopApp app)
    {
        _app = app;
        _app.Gateway.Reset();
    }

    public static TheoryData<string> PublicPages => ["/", "/c/home", "/c/mugs?sort=price&cursor=x", "/p/mug", "/p/mug?variant=MUG-SAND", "/search?q=mug", "/search", "/new", "/sale"];

    [Theory]
    [MemberData(nameof(PublicPages))]
    [InlineData("/cart")]
    [InlineData("/orders")]
    [InlineData("/checkout")]
    [InlineData("/nowhere")]
    public async Task Nothing_is_written_for_somebody_who_only_looks(string path)
    {
        using var browser = _app.Open();
        var page = await browser.GetAsync(path);
        Assert.False(page.SetsCookies);
        Assert.DoesNotContain(_app.Gateway.Calls, call => call.Path is "/api/cart" or "/api/orders" or "/api/orders/quote");
    }

    [Theory]
    [MemberData(nameof(PublicPages))]
    [InlineData("/cart")]
    [InlineData("/orders")]
    [InlineData("/checkout")]
    public async Task A_page_asks_three_times_at_most(string path)
    {
        using var browser = _app.Open();
        await browser.AddToCartAsync();
        await browser.GetAsync("/"); // what all pages share is known from here on
        _app.Gateway.Forget();
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(path)).Status);
        Assert.InRange(_app.Gateway.Calls.Count, 0, 3);
    }

    [Theory]
    [MemberData(nameof(PublicPages))]
    public async Task A_public_page_has_a_title_and_a_heading_and_says_whether_to_index_it(string path)
    {
        using var browser = _app.Open();
        var page = await browser.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.EndsWith("Avanii", page.Title.Replace(": things for the house, the wardrobe and the road", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Single(page.Html.Split("<h1>").Skip(1));
        Assert.Equal(path.StartsWith("/search", StringComparison.Ordinal) || path.Contains("sort=", StringComparison.Ordinal), page.Html.Contains("noindex", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Each_call_speaks_for_the_shopper()
    {
        using var browser = _app.Open();
        await browser.GetAsync("/p/mug");
        Assert.All(_app.Gateway.Calls, call => Assert.StartsWith("Bearer ey", call.Headers["Authorization"], StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_others_wrote_is_shown_and_not_obeyed()
    {
        using var browser = _app.Open();
        await browser.AddToCartAsync();
        foreach (var path in new[] { "/p/mug", "/c/mugs", "/cart", "/checkout", "/search?q=%3Cb%3E" })
        {
            Assert.DoesNotContain("<b>", (await browser.GetAsync(path)).Html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_variant_is_chosen_by_its_address()
    {
        using var browser = _app.Open();
        var low = await browser.GetAsync("/p/mug?variant=MUG-SEA");
        Assert.Contains("Only 2 left", low.Text, StringComparison.Ordinal);
        Assert.Contains("€18.00", low.Text, StringComparison.Ordinal);
        Assert.Equal("MUG-SEA", low.Form("class=\"add\"")["sku"]);
        var soldOut = await browser.GetAsync("/p/mug?variant=MUG-SAND");
        Assert.Contains("Sold out for now", soldOut.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"add\"", soldOut.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_longer_sold_is_shown_and_cannot_be_ordered()
    {
        _app.Gateway.On("GET", "/api/catalog/products/mug", () => StubGateway.Mug(retired: true));
        using var browser = _app.Open();
        var page = await browser.GetAsync("/p/mug");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("no longer sell", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"add\"", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_goes_on_by_a_link()
    {
        using var browser = _app.Open();
        Assert.Contains("href=\"/c/mugs?sort=price&amp;cursor=next\"", (await browser.GetAsync("/c/mugs?sort=price")).Html, StringComparison.Ordinal);
        _app.Gateway.Refuse("GET", "/api/catalog/products", 400, "bad-cursor");
        var gone = await browser.GetAsync("/c/mugs?cursor=tampered");
        Assert.Equal(HttpStatusCode.NotFound, gone.Status);
        Assert.Contains("start it from the beginning", gone.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("%F0%9F%90%99")]
    [InlineData("%25_%27%22%26%7C%21%3C%28")]
    [InlineData("%00%0A")]
    public async Task Any_search_has_a_page(string words)
    {
        using var browser = _app.Open();
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/search?q=" + words)).Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/search?q=" + new string('x', 3000))).Status);
        Assert.Equal(200, _app.Gateway.Calls.Last(c => c.Query.Contains("xxx", StringComparison.Ordinal)).Query.Count(c => c == 'x'));
    }
}
