using Avanii.Catalog.Contracts;
using Avanii.Catalog.Data;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Catalog.Products;

/// <summary>Who chose a colour is shown the products in that colour, and led to the variant that fits.</summary>
internal static class FittingVariants
{
    /// <param name="db">The catalogue.</param>
    /// <param name="tiles">By product.</param>
    /// <param name="filter">What was chosen. Without options of variants every variant fits, and the tiles stay as they are.</param>
    /// <param name="ct">Ends it.</param>
    public static async Task ShowAsync(CatalogDbContext db, Dictionary<Guid, ProductSummary> tiles, ProductFilter filter, CancellationToken ct)
    {
        if (filter.Options.Count == 0 || tiles.Count == 0)
        {
            return;
        }
        var ids = tiles.Keys.ToArray();
        var variants = await db.Variants.AsNoTracking().Where(v => ids.Contains(v.ProductId)).OrderBy(v => v.Stock.Availability).ThenBy(v => v.Position)
            .Select(v => new Candidate(
                v.ProductId, v.Sku, v.Product.OptionNames, v.OptionValues, v.ImageHash,
                v.Product.Pictures.Where(p => p.ImageHash == v.ImageHash).Select(p => p.Alt).FirstOrDefault()))
            .ToListAsync(ct);
        foreach (var fitting in variants.Where(v => Fits(v, filter)).DistinctBy(v => v.ProductId))
        {
            var tile = tiles[fitting.ProductId];
            tiles[fitting.ProductId] = tile with { Variant = fitting.Sku, ImageHash = fitting.ImageHash ?? tile.ImageHash, ImageAlt = fitting.Alt ?? tile.ImageAlt };
        }
    }

    private static bool Fits(Candidate variant, ProductFilter filter) => filter.Options.All(chosen =>
        Array.FindIndex(variant.OptionNames, name => name.Equals(chosen.Key, StringComparison.OrdinalIgnoreCase)) is >= 0 and var place
        && chosen.Value.Contains(variant.OptionValues[place], StringComparer.OrdinalIgnoreCase));

    private sealed record Candidate(Guid ProductId, string Sku, string[] OptionNames, string[] OptionValues, string? ImageHash, string? Alt);
}
