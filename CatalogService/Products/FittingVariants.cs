using Avanii.Catalog.Contracts;
using Avanii.Catalog.Data;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Catalog.Products;

/// <summary>Who chose a colour is shown the products in that colour, and led to the variant that fits.</summary>
internal static class FittingVariants
{
    /// <param name="db">The catalogue.</param>
    /// <param name="tiles">By product.</param>
    /// <param name="fitting">By product, which of its variants fit: the list has decided that, so that both say the same. Tiles of others
    /// stay as they are.</param>
    /// <param name="ct">Ends it.</param>
    public static async Task ShowAsync(
        CatalogDbContext db, Dictionary<Guid, ProductSummary> tiles, IReadOnlyDictionary<Guid, IReadOnlyList<int>> fitting, CancellationToken ct)
    {
        var ids = tiles.Keys.Where(fitting.ContainsKey).ToArray();
        if (ids.Length == 0)
        {
            return;
        }
        var variants = await db.Variants.AsNoTracking().Where(v => ids.Contains(v.ProductId)).OrderBy(v => v.Position)
            .Select(v => new Candidate(
                v.ProductId, v.Sku, v.Stock.Availability, v.ImageHash, v.Product.Pictures.Where(p => p.ImageHash == v.ImageHash).Select(p => p.Alt).FirstOrDefault()))
            .ToListAsync(ct);
        foreach (var product in variants.GroupBy(v => v.ProductId))
        {
            // Variants are made with their product, so that the list counted the same ones in the same order.
            var best = product.Where((_, i) => fitting[product.Key].Contains(i)).MinBy(v => v.Availability);
            if (best is not null)
            {
                var tile = tiles[product.Key];
                tiles[product.Key] = tile with { Variant = best.Sku, ImageHash = best.ImageHash ?? tile.ImageHash, ImageAlt = best.Alt ?? tile.ImageAlt };
            }
        }
    }

    private sealed record Candidate(Guid ProductId, string Sku, Availability Availability, string? ImageHash, string? Alt);
}
