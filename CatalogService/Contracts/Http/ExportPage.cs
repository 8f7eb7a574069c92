namespace Avanii.Catalog.Contracts;

/// <summary>A part of all products on sale, for sitemaps and price comparison.</summary>
/// <param name="Items">In the order of their ids, which is that of their making.</param>
/// <param name="Next">Ask with it as <c>after</c> for the next part; null at the end.</param>
/// <param name="Currency">Of all prices.</param>
public sealed record ExportPage(IReadOnlyList<ExportedProduct> Items, Guid? Next, string Currency);

/// <summary>A product as others list it.</summary>
/// <param name="UpdatedAt">When something that a shopper sees of it changed last, stock left out.</param>
/// <param name="Description">Paragraphs of plain text, parted by an empty line.</param>
/// <param name="Path">From the department down to the product's category.</param>
/// <param name="OptionNames">What its variants differ in.</param>
public sealed record ExportedProduct(
    string Slug,
    DateTimeOffset UpdatedAt,
    string Name,
    string Brand,
    string Description,
    IReadOnlyList<CategoryRef> Path,
    IReadOnlyList<string> OptionNames,
    IReadOnlyList<ExportedVariant> Variants,
    IReadOnlyList<ExportedImage> Images);

/// <param name="OptionValues">One for each of the product's option names, in their order.</param>
/// <param name="ImageHash">Its own picture, one of the product's, or null.</param>
public sealed record ExportedVariant(string Sku, IReadOnlyList<string> OptionValues, decimal Price, decimal? CompareAtPrice, Availability Availability, string? ImageHash);

/// <param name="Hash">Its address is <c>/images/{hash}-{width}.webp</c>.</param>
/// <param name="Width">The largest width it can be had in.</param>
public sealed record ExportedImage(string Hash, string Alt, int Width);
