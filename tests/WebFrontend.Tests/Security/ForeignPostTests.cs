using System.Net;
using Avanii.Web.Security;

namespace Avanii.Web.Tests.Security;

public sealed class ForeignPostTests : IClassFixture<ShopApp>
{
    private readonly ShopApp _app;

    public ForeignPostTests(ShopApp app)
    {
        _app = app;
        _app.Gateway.Reset();
    }

    [Theory]
    [InlineData("cross-site", null)]
    [InlineData("same-site", null)]
    [InlineData(null, "https://elsewhere.example")]
    [InlineData(null, "null")]
    [InlineData(null, null)]
    [InlineData("cross-site", "own")]
    public async Task What_another_site_posts_is_refused(string? fetchSite, string? origin)
    {
        using var browser = _app.Open();
        browser.FetchSite = fetchSite;
        var page = await browser.PostAsync("/cart/items", Browser.Fields(("sku", "MUG-SEA")), origin == "own" ? await OwnOriginAsync(browser) : origin);
        Assert.Equal(HttpStatusCode.Forbidden, page.Status);
        Assert.Contains("did not come from our shop", page.Text, StringComparison.Ordinal);
        Assert.False(page.SetsCookies);
        Assert.DoesNotContain(_app.Gateway.Calls, call => call.Method == "POST");
    }

    [Theory]
    [InlineData("same-origin")]
    [InlineData("none")]
    [InlineData(null)]
    public async Task What_our_own_pages_post_is_taken(string? fetchSite)
    {
        using var browser = _app.Open();
        browser.FetchSite = fetchSite;
        var page = await browser.PostAsync("/cart/items", Browser.Fields(("sku", "MUG-SEA")), await OwnOriginAsync(browser));
        Assert.Equal("/cart?added=MUG-SEA", page.Location);
    }

    [Theory]
    [InlineData("/cart/quantity")]
    [InlineData("/cart/remove")]
    [InlineData("/wishlist/share")]
    [InlineData("/wishlist/withdraw")]
    [InlineData("/back-in-stock/confirm")]
    [InlineData("/back-in-stock/stop")]
    [InlineData("/checkout")]
    [InlineData("/orders/019c0000-0000-7000-8000-000000000001/cancel")]
    public async Task A_form_without_its_token_changes_nothing_and_gets_a_page(string path)
    {
        using var browser = _app.Open();
        await browser.AddToCartAsync();
        _app.Gateway.Forget();
        var page = await browser.PostAsync(path, Browser.Fields(("sku", "MUG-SEA"), ("quantity", "3"), ("_handler", "checkout")));
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("Nothing was changed", page.Text, StringComparison.Ordinal);
        Assert.All(_app.Gateway.Calls, call => Assert.Equal("GET", call.Method));
    }

    [Fact]
    public async Task A_form_that_is_too_large_gets_a_page()
    {
        using var browser = _app.Open();
        var page = await browser.PostAsync("/cart/items", Browser.Fields(("sku", new string('x', 300_000))));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, page.Status);
        Assert.Contains("Nothing was changed", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/p/mug")]
    [InlineData("/cart")]
    [InlineData("/checkout")]
    [InlineData("/nowhere")]
    [InlineData("/shop.css")]
    public async Task The_browser_is_told_to_run_and_show_only_files_of_ours(string path)
    {
        using var browser = _app.Open();
        await browser.AddToCartAsync();
        var page = await browser.GetAsync(path);
        var policy = Assert.Single(page.Response.Headers.GetValues("Content-Security-Policy"));
        Assert.Equal(SecurityHeaders.ContentSecurityPolicy, policy);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Contains("nosniff", page.Response.Headers.GetValues("X-Content-Type-Options"));
        if (!path.EndsWith(".css", StringComparison.Ordinal))
        {
            Assert.DoesNotMatch("<style|\\sstyle=|<script(?![^>]*src=)(?! type=\"application/ld\\+json\">)|\\son[a-z]+=|javascript:", page.Html);
        }
    }

    private static async Task<string> OwnOriginAsync(Browser browser) =>
        (await browser.GetAsync("/")).Response.RequestMessage!.RequestUri!.GetLeftPart(UriPartial.Authority);
}
