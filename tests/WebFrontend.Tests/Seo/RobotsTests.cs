using System.Net;

namespace Avanii.Web.Tests.Seo;

public sealed class RobotsTests(SearchableShop shop) : IClassFixture<SearchableShop>
{
    [Fact]
    public async Task At_its_own_address_crawlers_are_told_where_to_go_and_where_not()
    {
        using var crawler = shop.Open();
        crawler.Host = "shop.example";
        var page = await crawler.GetAsync("/robots.txt");
        Assert.Equal((HttpStatusCode.OK, "text/plain"), (page.Status, page.Response.Content.Headers.ContentType?.MediaType));
        var lines = page.Html.Split('\n');
        Assert.Contains($"Sitemap: {SearchableShop.Site}/sitemap.xml", lines);
        Assert.All(["/account", "/cart", "/checkout", "/orders", "/staff", "/customers", "/api/"], path => Assert.Contains($"Disallow: {path}", lines));
        Assert.DoesNotContain("Disallow: /", lines);
        Assert.DoesNotContain('?', page.Html); // who may not fetch a list's part never sees that it is not to be kept
    }

    [Theory]
    [InlineData("avanii-pr-7.onrender.example")]
    [InlineData("shop.example:8443")]
    public async Task At_any_other_address_the_shop_is_not_to_be_found(string host)
    {
        using var crawler = shop.Open();
        crawler.Host = host;
        Assert.Equal("User-agent: *\nDisallow: /\n", (await crawler.GetAsync("/robots.txt")).Html);
    }

    [Fact]
    public async Task A_preview_is_not_to_be_found_at_its_own_address()
    {
        await using var preview = await ShopInstance.StartAsync(settings: new() { ["IS_PULL_REQUEST"] = "true" });
        using var answer = await preview.SendAsync(HttpMethod.Get, "/robots.txt");
        Assert.Contains("Disallow: /\n", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
