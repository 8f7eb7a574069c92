using Avanii.Catalog.Contracts;

namespace Avanii.Catalog.Products;

/// <summary>What a list shows of a product.</summary>
internal sealed record Tile(Guid Id, ProductSummary Summary);

internal static class Tiles
{
    public static IQueryable<Tile> ToTiles(this IQueryable<Product> products, string currency) => products.Select(p => new Tile(
        p.Id,
        new ProductSummary(
            p.Slug,
            p.Name,
            p.Brand,
            p.LowestPrice,
            p.CompareAtPrice,
            p.PriceVaries,
            currency,
            p.CoverHash,
            p.CoverAlt,
            p.Variants.Min(v => v.Stock.Availability), // the best band is the lowest number
            p.OnlySku,
            p.VariantCount,
            p.RatingAverage,
            p.RatingCount,
            p.Version)));
}
