namespace Avanii.Catalog.Contracts;

/// <summary>Everything a product page shows.</summary>
/// <param name="Slug">The one it has now: another than was asked for when that is one it had.</param>
/// <param name="Path">From the department down to the product's category.</param>
/// <param name="Description">Paragraphs of plain text, parted by an empty line.</param>
/// <param name="Details">Short facts, one a line of a list.</param>
/// <param name="OptionNames">What its variants differ in, such as "Colour" and "Size"; empty for a single variant.</param>
/// <param name="Retired">No longer sold: to be shown, not to be ordered.</param>
/// <param name="Version">Rises with each change of everything above but the availability.</param>
/// <param name="Rating">Average of its published reviews, 1 to 5, to two places; null when there are none.</param>
/// <param name="RatingCount">How many reviews that is.</param>
/// <param name="UpdatedAt">When something that a shopper sees of it changed last, stock left out; null from a service that does not say yet.</param>
public sealed record ProductDetails(
    Guid Id,
    string Slug,
    string Name,
    string Brand,
    string Description,
    IReadOnlyList<string> Details,
    IReadOnlyList<CategoryRef> Path,
    string Currency,
    IReadOnlyList<string> OptionNames,
    IReadOnlyList<VariantDetails> Variants,
    IReadOnlyList<ProductImage> Images,
    bool Retired,
    long Version = 0,
    decimal? Rating = null,
    int RatingCount = 0,
    DateTimeOffset? UpdatedAt = null);

/// <param name="OptionValues">One for each of the product's option names, in their order.</param>
/// <param name="AvailableUnits">How many are left, given only when they are few.</param>
/// <param name="AvailabilityVersion">As of <see cref="AvailabilityChanged"/>: tells which news is older than this; 0 from a service that does not say yet.</param>
public sealed record VariantDetails(
    string Sku,
    IReadOnlyList<string> OptionValues,
    decimal Price,
    decimal? CompareAtPrice,
    decimal VatRate,
    Availability Availability,
    int? AvailableUnits,
    string? ImageHash,
    long AvailabilityVersion = 0);

/// <param name="Hash">Its address is <c>/images/{hash}-{width}.webp</c>.</param>
/// <param name="Widths">The widths it can be had in, in pixels, rising.</param>
public sealed record ProductImage(string Hash, string Alt, int Width, int Height, IReadOnlyList<int> Widths);
