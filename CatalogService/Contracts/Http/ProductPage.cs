using System.Text.Json.Serialization;

namespace Avanii.Catalog.Contracts;

/// <summary>A part of a list of products.</summary>
/// <param name="Items">At most as many as were asked for.</param>
/// <param name="NextCursor">Ask with it for the next part; null at the end.</param>
/// <param name="Total">How many products the whole list holds; exact.</param>
/// <param name="Facets">What it can be narrowed by, when asked for.</param>
/// <param name="Search">What there is to say about the results of a search; null when they are just what was asked for.</param>
public sealed record ProductPage(
    IReadOnlyList<ProductSummary> Items, string? NextCursor, int Total, ProductFacets? Facets = null, SearchNotes? Search = null);

/// <summary>What a tile in a list shows.</summary>
/// <param name="Price">The lowest price of its variants, tax included.</param>
/// <param name="CompareAtPrice">That variant's price before a sale, or null.</param>
/// <param name="PriceVaries">Other variants cost more: show "from".</param>
/// <param name="Availability">The best of its variants.</param>
/// <param name="Sku">The SKU when there is a single variant, so that a list can offer it directly; else null.</param>
/// <param name="Version">Rises with each change of what a shopper sees of it but the availability.</param>
/// <param name="Variant">SKU of the variant that fits what the list is narrowed to, where colour, size or the like was chosen; the picture is its.</param>
/// <param name="Rating">Average of its ratings, 1 to 5; null without any.</param>
public sealed record ProductSummary(
    string Slug,
    string Name,
    string Brand,
    decimal Price,
    decimal? CompareAtPrice,
    bool PriceVaries,
    string Currency,
    string? ImageHash,
    string ImageAlt,
    Availability Availability,
    string? Sku,
    int VariantCount,
    decimal? Rating = null,
    int RatingCount = 0,
    long Version = 0,
    string? Variant = null);

/// <summary>How a list of products is ordered; in an address: <c>relevance</c>, <c>newest</c>, <c>price</c>, <c>price-desc</c>, <c>name</c>,
/// <c>rating</c>, <c>best-selling</c>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProductSort>))]
public enum ProductSort
{
    Relevance,
    Newest,
    Price,
    PriceDescending,
    Name,

    /// <summary>Best rated first. Few ratings weigh less than many: one of 5 stars is behind forty of 4.8. What nobody has rated comes last.</summary>
    Rating,

    BestSelling,
}
