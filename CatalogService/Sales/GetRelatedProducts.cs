using Avanii.Catalog.Contracts;
using Avanii.Catalog.Data;
using Avanii.Catalog.Products;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Avanii.Catalog.Sales;

public static class GetRelatedProducts
{
    private const int MostTogether = 4;
    private const int MostRelated = 8;

    /// <summary>Of each category of the department so many are weighed, the best-selling ones: it is a few hundred rows in any catalogue.</summary>
    private const int WeighedOfCategory = 24;

    public static async Task<Results<Ok<RelatedProducts>, ProblemHttpResult>> Handle(
        string slug, HttpResponse response, CatalogDbContext db, IOptions<PriceOptions> prices, CancellationToken ct)
    {
        if (!ProductSlug.IsWellFormed(slug) || await db.FindProductIdAsync(slug, ct) is not { } id)
        {
            return ProductProblems.UnknownProduct(slug);
        }
        response.Headers.CacheControl = "no-cache"; // prices stand there
        return TypedResults.Ok(await FindAsync(id, db, prices.Value.Currency, ct));
    }

    internal static async Task<RelatedProducts> FindAsync(Guid id, CatalogDbContext db, string currency, CancellationToken ct)
    {
        var product = await FindSurroundingsAsync(id, db, ct);
        var tiles = await LoadTilesAsync(product, db, currency, ct);
        var together = tiles.Where(t => product.Together.Contains(t.Id)).OrderBy(t => Array.IndexOf(product.Together, t.Id));
        var related = tiles.Where(t => !product.Together.Contains(t.Id)).Take(MostRelated);
        return new([.. together.Select(t => t.Summary)], [.. related.Select(t => t.Summary)]);
    }

    /// <summary>The product, all categories of its department, and what it is bought with, in one question.</summary>
    private static async Task<Surroundings> FindSurroundingsAsync(Guid id, CatalogDbContext db, CancellationToken ct) =>
        (await db.Database.SqlQuery<Surroundings>($"""
            WITH RECURSIVE up AS (
              SELECT c.id, c.parent_id FROM products AS p JOIN categories AS c ON c.id = p.category_id WHERE p.id = {id}
              UNION ALL SELECT c.id, c.parent_id FROM up JOIN categories AS c ON c.id = up.parent_id),
            department AS (
              SELECT id FROM up WHERE parent_id IS NULL
              UNION ALL SELECT c.id FROM department JOIN categories AS c ON c.parent_id = department.id)
            SELECT p.id, p.category_id, p.brand, p.lowest_price, ARRAY(SELECT id FROM department) AS department, ARRAY(
              SELECT pair.other_id FROM bought_together AS pair JOIN products AS other ON other.id = pair.other_id
              WHERE pair.product_id = p.id AND other.retired_at IS NULL
              ORDER BY pair.orders DESC, pair.other_id LIMIT {MostTogether}) AS together
            FROM products AS p WHERE p.id = {id}
            """).ToListAsync(ct)).Single();

    private static Task<List<Tile>> LoadTilesAsync(Surroundings product, CatalogDbContext db, string currency, CancellationToken ct)
    {
        var (id, category, brand, together) = (product.Id, product.CategoryId, product.Brand, product.Together);
        var (cheaper, dearer) = (product.LowestPrice / 2, product.LowestPrice * 2);
        var weighed = db.Products.FromSql($"""
            SELECT * FROM products WHERE id = ANY ({together})
            UNION ALL
            SELECT best.* FROM unnest({product.Department}) AS department(category_id) CROSS JOIN LATERAL (
              SELECT * FROM products AS p
              WHERE p.category_id = department.category_id AND p.retired_at IS NULL AND p.id <> {id} AND p.id <> ALL ({together})
              ORDER BY p.sold_units DESC, p.id DESC LIMIT {WeighedOfCategory}) AS best
            """).AsNoTracking();
        return weighed
            .OrderByDescending(p => together.Contains(p.Id))
            .ThenByDescending(p => p.CategoryId == category)
            .ThenBy(p => p.Variants.Min(v => v.Stock.Availability) == Availability.SoldOut)
            .ThenByDescending(p => (p.LowestPrice >= cheaper && p.LowestPrice <= dearer ? 1 : 0) + (p.Brand == brand ? 1 : 0))
            .ThenByDescending(p => p.SoldUnits)
            .ThenByDescending(p => p.Id)
            .Take(MostTogether + MostRelated)
            .ToTiles(currency)
            .ToListAsync(ct);
    }

    private sealed record Surroundings(Guid Id, Guid CategoryId, string Brand, decimal LowestPrice, Guid[] Department, Guid[] Together);
}
