using Avanii.Catalog.Contracts;

namespace Avanii.Catalog.Products;

/// <summary>What a list shows of a product, and what a cursor needs to go on behind it.</summary>
internal sealed record Tile(Guid Id, DateTimeOffset CreatedAt, string SortName, float Rank, ProductSummary Summary);

/// <summary>A product and how well it answers the search.</summary>
internal sealed class RankedProduct
{
    public required Product Product { get; init; }
    public float Rank { get; init; }
}

internal static class Tiles
{
    public static IQueryable<Tile> ToTiles(this IQueryable<RankedProduct> products, string currency) => products.Select(r => new Tile(
        r.Product.Id,
        r.Product.CreatedAt,
        r.Product.SortName,
        r.Rank,
        new ProductSummary(
            r.Product.Slug,
            r.Product.Name,
            r.Product.Brand,
            r.Product.LowestPrice,
            r.Product.CompareAtPrice,
            r.Product.PriceVaries,
            currency,
            r.Product.CoverHash,
            r.Product.CoverAlt,
            r.Product.Variants.Min(v => v.Stock.Availability), // the best band is the lowest number
            r.Product.OnlySku,
            r.Product.VariantCount)));
}
