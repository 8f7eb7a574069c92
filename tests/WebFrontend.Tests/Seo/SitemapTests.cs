using System.IO.Compression;
using System.Net;
using System.Xml.Linq;
using Avanii.Catalog.Contracts;
using Avanii.Testing;
using Avanii.Web.Seo;
using Microsoft.Extensions.DependencyInjection;

namespace Avanii.Web.Tests.Seo;

public sealed class SitemapTests : IClassFixture<SearchableShop>
{
    private static readonly XNamespace s_sitemap = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private static readonly XNamespace s_image = "http://www.google.com/schemas/sitemap-image/1.1";
    private static readonly DateTimeOffset s_changed = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly SearchableShop _shop;
    private readonly Browser _crawler;

    public SitemapTests(SearchableShop shop)
    {
        (_shop, _crawler) = (shop, shop.Open());
        _shop.Gateway.Reset();
        Sell(StubGateway.Exported(StubGateway.Mug(), s_changed));
        _shop.Clock.Advance(TimeSpan.FromHours(2)); // whatever an earlier test has seen is out of date
    }

    [Fact]
    public async Task The_index_leads_to_every_file_and_the_files_to_every_page()
    {
        await EventuallyAsync("products-1", d => Locations(d).Contains($"{SearchableShop.Site}/p/mug"));
        var index = await _crawler.GetAsync("/sitemap.xml");
        Assert.Equal("application/xml", index.Response.Content.Headers.ContentType?.MediaType);
        var document = XDocument.Parse(index.Html);
        Assert.Equal(s_sitemap + "sitemapindex", document.Root!.Name);
        Assert.Equal(["products-1", "categories", "pages"], Locations(document).Select(l => l.Replace($"{SearchableShop.Site}/sitemaps/", "", StringComparison.Ordinal).Replace(".xml.gz", "", StringComparison.Ordinal)));
        Assert.All(document.Descendants(s_sitemap + "lastmod"), at => DateTimeOffset.Parse(at.Value));

        Assert.Equal([$"{SearchableShop.Site}/c/home", $"{SearchableShop.Site}/c/mugs"], Locations(await ReadAsync("categories")));
        Assert.Superset(new HashSet<string>(((string[])["/", "/new", "/sale", "/best-selling", "/about", "/imprint"]).Select(path => SearchableShop.Site + path)), Locations(await ReadAsync("pages")).ToHashSet());
        var product = Assert.Single((await ReadAsync("products-1")).Root!.Elements());
        Assert.Equal(["loc", "lastmod", "image"], product.Elements().Select(e => e.Name.LocalName));
        Assert.Equal("2026-03-01T12:00:00Z", product.Element(s_sitemap + "lastmod")!.Value);
        Assert.Equal($"{SearchableShop.Site}/images/{StubGateway.Picture}-1200.webp", product.Element(s_image + "image")!.Element(s_image + "loc")!.Value);
        // What is in a category changed when its product did.
        Assert.All((await ReadAsync("categories")).Descendants(s_sitemap + "lastmod"), at => Assert.Equal("2026-03-01T12:00:00Z", at.Value));
    }

    [Fact]
    public async Task The_files_are_gzip_files_and_not_compressed_answers()
    {
        var page = await _crawler.GetAsync("/sitemaps/products-1.xml.gz", ("Accept-Encoding", "gzip, br"));
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal("application/gzip", page.Response.Content.Headers.ContentType?.MediaType);
        Assert.Empty(page.Response.Content.Headers.ContentEncoding);
        Assert.Equal([0x1f, 0x8b], (await page.Response.Content.ReadAsByteArrayAsync())[..2]);
    }

    [Theory]
    [InlineData("/sitemap.xml")]
    [InlineData("/sitemaps/pages.xml.gz")]
    [InlineData("/feeds/google.xml")]
    public async Task Who_has_it_already_is_not_sent_it_again(string path)
    {
        await EventuallyAsync("products-1", d => Locations(d).Contains($"{SearchableShop.Site}/p/mug"));
        var first = (await _crawler.GetAsync(path)).Response;
        Assert.NotNull(first.Content.Headers.LastModified);
        Assert.Equal(HttpStatusCode.NotModified, (await _crawler.GetAsync(path, ("If-None-Match", first.Headers.ETag!.ToString()))).Status);
        Assert.Equal(HttpStatusCode.OK, (await _crawler.GetAsync(path, ("If-None-Match", "\"other\""))).Status);
    }

    [Fact]
    public async Task A_change_is_in_the_next_one_and_what_is_retired_is_not()
    {
        await EventuallyAsync("products-1", d => Locations(d).Contains($"{SearchableShop.Site}/p/mug"));
        Sell(StubGateway.Exported(StubGateway.Mug() with { Slug = "cup" }, s_changed.AddDays(1)));
        var files = _shop.Services.GetRequiredService<SeoFiles>();

        files.NoteChange();
        _shop.Clock.Advance(TimeSpan.FromMinutes(10)); // too early
        await files.GetAsync(CancellationToken.None);
        Assert.Equal([$"{SearchableShop.Site}/p/mug"], Locations(await ReadAsync("products-1")));

        _shop.Clock.Advance(TimeSpan.FromMinutes(6));
        var document = await EventuallyAsync("products-1", d => Locations(d).Contains($"{SearchableShop.Site}/p/cup"));
        var entry = Assert.Single(document.Root!.Elements());
        Assert.Equal("2026-03-02T12:00:00Z", entry.Element(s_sitemap + "lastmod")!.Value);
    }

    [Fact]
    public async Task While_the_catalogue_is_away_the_last_ones_stay()
    {
        await EventuallyAsync("products-1", d => Locations(d).Contains($"{SearchableShop.Site}/p/mug"));
        _shop.Gateway.Away = true;
        _shop.Clock.Advance(TimeSpan.FromHours(2));
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await _crawler.GetAsync("/sitemaps/products-1.xml.gz")).Status);
        }
    }

    [Fact]
    public async Task Crawlers_that_come_at_once_cause_one_walk_through_the_catalogue()
    {
        await using var shop = await ShopInstance.StartAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => shop.SendAsync(HttpMethod.Get, "/sitemap.xml")));
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.StatusCode));
        Assert.Single(shop.Gateway.Calls, call => call.Path == "/api/catalog/products/export");
        Assert.DoesNotContain(shop.Gateway.Calls.Single(call => call.Path == "/api/catalog/products/export").Headers, h => h.Key == "Authorization");
    }

    [Fact]
    public async Task Before_there_is_one_a_crawler_is_told_to_come_back()
    {
        await using var shop = await ShopInstance.StartAsync();
        shop.Gateway.Away = true;
        foreach (var path in (string[])["/sitemap.xml", "/sitemaps/pages.xml.gz", "/feeds/google.xml"])
        {
            using var answer = await shop.SendAsync(HttpMethod.Get, path);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.NotNull(answer.Headers.RetryAfter);
        }
    }

    [Theory]
    [InlineData("/sitemaps/products-2.xml.gz")]
    [InlineData("/sitemaps/..%2f..%2fetc%2fpasswd")]
    [InlineData("/sitemaps/google.xml.gz")]
    public async Task There_are_no_other_files(string path) => Assert.Equal(HttpStatusCode.NotFound, (await _crawler.GetAsync(path)).Status);

    [Fact]
    public void A_file_ends_before_it_has_too_many_addresses_or_bytes()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            using var many = Writer();
            for (var i = 0; i <= SitemapWriter.MostAddresses; i++)
            {
                many.Add($"/p/product-{i}", s_changed, []);
            }
            Assert.Equal([50_000, 1], many.Finish().Select(f => Locations(Unpack(File.ReadAllBytes(f.Path))).Count));

            using var large = Writer();
            var pictures = Enumerable.Repeat($"/images/{StubGateway.Picture}-1200.webp", 20).ToArray();
            for (var i = 0; i < 20_000; i++)
            {
                large.Add($"/p/product-{i}", s_changed, pictures);
            }
            var sizes = large.Finish().Select(f => Size(File.ReadAllBytes(f.Path))).ToList();
            Assert.Equal(2, sizes.Count);
            Assert.All(sizes, size => Assert.InRange(size, 1, 50 * 1024 * 1024));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        SitemapWriter Writer() => new(folder, n => $"{n}.xml.gz", SearchableShop.Site, _ => null, s_changed);
    }

    private void Sell(params ExportedProduct[] products) => _shop.Gateway.On("GET", "/api/catalog/products/export", () => new ExportPage(products, null, "EUR"));

    private Task<XDocument> EventuallyAsync(string name, Func<XDocument, bool> condition) => Eventually.GetAsync(() => ReadAsync(name), condition)!;

    private async Task<XDocument> ReadAsync(string name)
    {
        var page = await _crawler.GetAsync($"/sitemaps/{name}.xml.gz");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        return Unpack(await page.Response.Content.ReadAsByteArrayAsync());
    }

    private static List<string> Locations(XDocument document) => [.. document.Root!.Elements().Select(e => e.Element(s_sitemap + "loc")!.Value)];

    private static XDocument Unpack(byte[] file)
    {
        using var xml = new GZipStream(new MemoryStream(file), CompressionMode.Decompress);
        return XDocument.Load(xml);
    }

    private static long Size(byte[] file)
    {
        using var text = new MemoryStream();
        using var packed = new GZipStream(new MemoryStream(file), CompressionMode.Decompress);
        packed.CopyTo(text);
        return text.Length;
    }
}
