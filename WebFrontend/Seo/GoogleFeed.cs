using System.Globalization;
using Avanii.Catalog.Contracts;
using Avanii.Orders.Contracts;
using Avanii.Web.Texts;

namespace Avanii.Web.Seo;

/// <summary>Each variant for price comparison, as Google reads it (https://support.google.com/merchants/answer/7052112).</summary>
internal sealed class GoogleFeed : IDisposable
{
    public const string FileName = "google.xml.gz";
    private const string Namespace = "http://base.google.com/ns/1.0";
    private const int LongestTitle = 150, LongestText = 5000, LongestType = 750, LongestGroup = 50, MostPictures = 10;

    private readonly string _site;
    private readonly DeliveryTerms? _delivery;
    private readonly SeoFileWriter _file;

    public GoogleFeed(string folder, string site, string shopName, DeliveryTerms? delivery)
    {
        (_site, _delivery) = (site, delivery);
        _file = new SeoFileWriter(folder, FileName);
        var xml = _file.Xml;
        xml.WriteStartElement("rss");
        xml.WriteAttributeString("version", "2.0");
        xml.WriteAttributeString("xmlns", "g", null, Namespace);
        xml.WriteStartElement("channel");
        xml.WriteElementString("title", shopName);
        xml.WriteElementString("link", site + "/");
        xml.WriteElementString("description", Text.Format(SeoTexts.FeedDescription, shopName));
    }

    public void Add(ExportedProduct product, string currency)
    {
        foreach (var variant in product.Variants)
        {
            Add(product, variant, currency);
        }
    }

    public SeoFile Finish(SeoFile? earlier, DateTimeOffset now) => _file.Finish(earlier, now);

    public void Dispose() => _file.Dispose();

    private void Add(ExportedProduct product, ExportedVariant variant, string currency)
    {
        var xml = _file.Xml;
        xml.WriteStartElement("item");
        Write("id", variant.Sku);
        if (product.Variants.Count > 1)
        {
            Write("item_group_id", product.Slug.Length <= LongestGroup ? product.Slug : product.Variants[0].Sku);
        }
        xml.WriteElementString("title", XmlText.Clean(string.Join(", ", (string[])[product.Name, .. variant.OptionValues]), LongestTitle));
        xml.WriteElementString("description", XmlText.Clean(product.Description.Length > 0 ? product.Description : product.Name, LongestText));
        xml.WriteElementString("link", $"{_site}/p/{product.Slug}?variant={Uri.EscapeDataString(variant.Sku)}");
        var pictures = product.Images.OrderBy(i => i.Hash != variant.ImageHash).ToList();
        foreach (var (picture, index) in pictures.Take(1 + MostPictures).Select((p, i) => (p, i)))
        {
            Write(index == 0 ? "image_link" : "additional_image_link", _site + SeoFiles.Picture(picture));
        }
        Write("availability", variant.Availability == Availability.SoldOut ? "out_of_stock" : "in_stock");
        Write("price", Money(variant.CompareAtPrice ?? variant.Price, currency));
        if (variant.CompareAtPrice is not null)
        {
            Write("sale_price", Money(variant.Price, currency));
        }
        Write("brand", XmlText.Clean(product.Brand, 70));
        Write("condition", "new");
        Write("identifier_exists", "no");
        Write("product_type", XmlText.Clean(string.Join(" > ", product.Path.Select(c => c.Name)), LongestType));
        WriteOption("color", KnownOption.Color);
        WriteOption("size", KnownOption.Size);
        WriteOption("material", KnownOption.Material);
        WriteOption("pattern", KnownOption.Pattern);
        foreach (var country in _delivery?.Countries ?? [])
        {
            xml.WriteStartElement("g", "shipping", Namespace);
            Write("country", country);
            Write("price", Money(variant.Price >= _delivery!.FreeFrom ? 0 : _delivery.Price, _delivery.Currency));
            xml.WriteEndElement();
        }
        xml.WriteEndElement();

        void Write(string name, string value) => xml.WriteElementString("g", name, Namespace, value);

        void WriteOption(string name, KnownOption option)
        {
            if (KnownOptions.Value(product.OptionNames, variant.OptionValues, option) is { Length: > 0 } value)
            {
                Write(name, XmlText.Clean(value, 100));
            }
        }
    }

    // 18.00 EUR
    private static string Money(decimal amount, string currency) => string.Create(CultureInfo.InvariantCulture, $"{amount:0.00} {currency}");
}
