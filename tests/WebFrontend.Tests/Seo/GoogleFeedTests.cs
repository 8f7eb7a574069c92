using System.IO.Compression;
using System.Net;
using System.Xml.Linq;
using Avanii.Catalog.Contracts;

namespace Avanii.Web.Tests.Seo;

public sealed class GoogleFeedTests : IAsyncLifetime
{
    private static readonly XNamespace s_g = "http://base.google.com/ns/1.0";

    private ShopInstance _shop = null!;

    public async Task InitializeAsync()
    {
        _shop = await ShopInstance.StartAsync(settings: new() { ["Shop:PublicUrl"] = SearchableShop.Site });
        var mug = StubGateway.Exported(StubGateway.Mug());
        _shop.Gateway.On("GET", "/api/catalog/products/export", () => new ExportPage(
            [
                mug,
                mug with { Slug = "dear", Name = "A\u0001 & \"B\" \ud800", Description = "", Variants = [new("DEAR", [], 60m, null, Availability.InStock, null)], OptionNames = [], Images = [] },
            ], null, "EUR"));
    }

    public async Task DisposeAsync() => await _shop.DisposeAsync();

    [Fact]
    public async Task Each_variant_is_an_offer_with_what_price_comparison_asks_for()
    {
        var items = (await ReadAsync()).Root!.Element("channel")!.Elements("item").ToList();
        Assert.Equal(["MUG-SEA", "MUG-SAND", "DEAR"], items.Select(i => G(i, "id")));
        var sea = items[0];
        Assert.Equal("mug", G(sea, "item_group_id"));
        Assert.Equal("Mug <b>“Sea”</b>, Sea", sea.Element("title")!.Value);
        Assert.Equal("Keeps tea warm.\n\nFor years.", sea.Element("description")!.Value);
        Assert.Equal($"{SearchableShop.Site}/p/mug?variant=MUG-SEA", sea.Element("link")!.Value);
        Assert.Equal($"{SearchableShop.Site}/images/{StubGateway.Picture}-1200.webp", G(sea, "image_link"));
        Assert.Equal(("in_stock", "22.50 EUR", "18.00 EUR"), (G(sea, "availability"), G(sea, "price"), G(sea, "sale_price")));
        Assert.Equal(("Nordhof", "new", "no"), (G(sea, "brand"), G(sea, "condition"), G(sea, "identifier_exists")));
        Assert.Equal(("Home & Kitchen > Mugs", "Sea"), (G(sea, "product_type"), G(sea, "color")));
        Assert.Equal(["DE 4.90 EUR", "IE 4.90 EUR"], sea.Elements(s_g + "shipping").Select(s => $"{G(s, "country")} {G(s, "price")}"));
        Assert.Equal(("out_of_stock", "19.00 EUR", null), (G(items[1], "availability"), G(items[1], "price"), G(items[1], "sale_price")));
    }

    [Fact]
    public async Task What_xml_cannot_say_is_left_out_and_what_a_product_has_not_is_not_said()
    {
        var dear = (await ReadAsync()).Root!.Element("channel")!.Elements("item").Last();
        Assert.Equal(("A & \"B\"", "A & \"B\""), (dear.Element("title")!.Value, dear.Element("description")!.Value));
        Assert.All(["item_group_id", "image_link", "color", "size", "sale_price", "google_product_category"], name => Assert.Null(G(dear, name)));
        Assert.All(dear.Elements(s_g + "shipping"), s => Assert.Equal("0.00 EUR", G(s, "price"))); // free from 50
    }

    [Fact]
    public async Task The_feed_is_sent_compressed_to_whoever_takes_it_and_once_only()
    {
        using var packed = await _shop.SendAsync(HttpMethod.Get, "/feeds/google.xml", null, null, [("Accept-Encoding", "gzip, br")]);
        Assert.Equal(HttpStatusCode.OK, packed.StatusCode);
        Assert.Equal(["gzip"], packed.Content.Headers.ContentEncoding);
        Assert.Contains("Accept-Encoding", packed.Headers.Vary);
        using var text = new GZipStream(await packed.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        Assert.Equal(3, XDocument.Load(text).Descendants("item").Count());
    }

    private static string? G(XElement item, string name) => item.Element(s_g + name)?.Value;

    private async Task<XDocument> ReadAsync()
    {
        using var answer = await _shop.SendAsync(HttpMethod.Get, "/feeds/google.xml");
        Assert.Equal("application/xml", answer.Content.Headers.ContentType?.MediaType);
        return XDocument.Parse(await answer.Content.ReadAsStringAsync());
    }
}
