using System.Net;

namespace Avanii.Web.Tests.Images;

public sealed class PictureTests : IClassFixture<ShopApp>
{
    private static readonly string s_path = $"/images/{StubGateway.Picture}-320.webp";
    private readonly ShopApp _app;

    public PictureTests(ShopApp app)
    {
        _app = app;
        _app.Gateway.Reset();
    }

    [Fact]
    public async Task A_picture_is_fetched_once_and_kept_by_the_browser_for_ever()
    {
        using var browser = _app.Open();
        var pages = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => browser.GetAsync(s_path)));
        Assert.All(pages, page =>
        {
            Assert.Equal((HttpStatusCode.OK, "image/webp"), (page.Status, page.Response.Content.Headers.ContentType?.MediaType));
            Assert.Equal("public, max-age=31536000, immutable", page.Response.Headers.CacheControl?.ToString());
        });
        Assert.Single(_app.Gateway.Calls);
        var known = await browser.GetAsync(s_path, ("If-None-Match", pages[0].Response.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.NotModified, known.Status);
    }

    [Fact]
    public async Task Who_takes_avif_gets_one_of_their_own()
    {
        using var browser = _app.Open();
        var path = $"/images/{StubGateway.Picture}-640.webp";
        foreach (var _ in (int[])[1, 2]) // the second time out of memory
        {
            var avif = await browser.GetAsync(path, ("Accept", "image/avif,image/webp,*/*"));
            var webp = await browser.GetAsync(path, ("Accept", "image/webp,*/*"));
            Assert.Equal(("image/avif", "image/webp"), (avif.Response.Content.Headers.ContentType?.MediaType, webp.Response.Content.Headers.ContentType?.MediaType));
            Assert.All([avif, webp], page => Assert.Contains("Accept", page.Response.Headers.Vary));
            Assert.NotEqual(avif.Response.Headers.ETag, webp.Response.Headers.ETag);
        }
        Assert.Equal(2, _app.Gateway.Calls.Count);
    }

    [Theory]
    [InlineData("x.webp")]
    [InlineData("aaaa-320.webp")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA-320.webp")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-321.webp")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-320.png")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-320.webp%0A")]
    [InlineData("..%2F..%2Fproducts")]
    public async Task What_cannot_be_a_pictures_name_is_not_asked_for(string name)
    {
        using var browser = _app.Open();
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/images/" + name)).Status);
        Assert.Empty(_app.Gateway.Calls);
    }

    [Fact]
    public async Task A_picture_that_is_missing_or_away_is_not_remembered()
    {
        using var browser = _app.Open();
        var path = $"/images/{new string('b', 64)}-640.webp";
        var missing = await browser.GetAsync(path);
        Assert.Equal((HttpStatusCode.NotFound, "no-store", ""), (missing.Status, missing.Response.Headers.CacheControl?.ToString(), missing.Html));
        _app.Gateway.Away = true;
        var away = await browser.GetAsync(path);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "no-store", ""), (away.Status, away.Response.Headers.CacheControl?.ToString(), away.Html));
    }
}
