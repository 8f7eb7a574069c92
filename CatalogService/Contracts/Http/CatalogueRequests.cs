using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Avanii.Catalog.Contracts;

/// <summary>Puts a product on sale. What its variants are called between services (SKU) cannot be changed later.</summary>
/// <param name="Slug">Lower-case letters, digits and single hyphens.</param>
/// <param name="Description">Paragraphs of plain text, parted by an empty line.</param>
/// <param name="Details">Short facts.</param>
/// <param name="Category">Slug of its category.</param>
/// <param name="OptionNames">What its variants differ in; none when there is one variant.</param>
public sealed record CreateProductRequest(
    [property: Required, StringLength(120), RegularExpression("^[a-z0-9]+(?:-[a-z0-9]+)*$")] string Slug,
    [property: Required, StringLength(200)] string Name,
    [property: Required, StringLength(100)] string Brand,
    [property: Required(AllowEmptyStrings = true), StringLength(10_000)] string Description,
    [property: Required, MaxLength(30)] IReadOnlyList<string> Details,
    [property: Required, StringLength(120)] string Category,
    [property: EnumDataType(typeof(VatClass))] VatClass VatClass,
    [property: Required, MaxLength(3)] IReadOnlyList<string> OptionNames,
    [property: Required, MinLength(1), MaxLength(100)] IReadOnlyList<NewVariant> Variants,
    [property: Required, MaxLength(20)] IReadOnlyList<NewProductImage> Images);

/// <summary>Gives a product another address.</summary>
/// <param name="Slug">Lower-case letters, digits and single hyphens; none that another product has or had.</param>
public sealed record ChangeSlugRequest([property: Required, StringLength(120), RegularExpression("^[a-z0-9]+(?:-[a-z0-9]+)*$")] string Slug);

/// <param name="OptionValues">One for each of the option names, in their order.</param>
/// <param name="Price">Tax included.</param>
/// <param name="ImageHash">One of the product's images, or null.</param>
public sealed record NewVariant(
    [property: Required, StringLength(40), RegularExpression("^[A-Z0-9](?:[A-Z0-9._-]{0,38}[A-Z0-9])?$")] string Sku,
    [property: Required, MaxLength(3)] IReadOnlyList<string> OptionValues,
    decimal Price,
    decimal? CompareAtPrice,
    [property: Range(0, 1_000_000)] int OnHand,
    string? ImageHash);

/// <param name="Hash">As the upload answered.</param>
/// <param name="Alt">What it shows, for those who do not see it.</param>
public sealed record NewProductImage(
    [property: Required, RegularExpression("^[0-9a-f]{64}$")] string Hash,
    [property: Required(AllowEmptyStrings = true), StringLength(300)] string Alt);

/// <summary>The class of tax that prices include; the catalogue's configuration has the rates.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<VatClass>))]
public enum VatClass
{
    Standard,

    /// <summary>Food and books.</summary>
    Reduced,
}

/// <param name="Price">Tax included.</param>
/// <param name="CompareAtPrice">The price before a sale, or null.</param>
public sealed record ChangePriceRequest(decimal Price, decimal? CompareAtPrice);

/// <summary>Goods have arrived. The header <c>Idempotency-Key</c> (1 to 100 characters) is required: a delivery note's number will do.</summary>
public sealed record ReceiveStockRequest([property: Range(1, 1_000_000)] int Quantity);

/// <param name="OnHand">Units in the warehouse after that receipt, held ones among them.</param>
public sealed record StockReceived(string Sku, int Quantity, int OnHand);

/// <param name="Hash">Its address is <c>/images/{hash}-{width}.webp</c>.</param>
/// <param name="Widths">The widths it can be had in, in pixels, rising.</param>
public sealed record UploadedImage(string Hash, int Width, int Height, IReadOnlyList<int> Widths);
