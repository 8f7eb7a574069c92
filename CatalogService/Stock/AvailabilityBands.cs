using Avanii.Catalog.Contracts;
using Avanii.Catalog.Data;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Catalog.Stock;

internal static class AvailabilityBands
{
    /// <summary>Tells which of these SKUs have moved into another band, or are few and other than before. The transaction has moved them all:
    /// it holds their locks.</summary>
    public static async Task SettleBandsAsync(this CatalogDbContext db, IReadOnlyCollection<string> skus, int lowThreshold, CancellationToken ct)
    {
        var moved = await db.Stock.Where(s => skus.Contains(s.Sku)).Select(s => new { Item = s, s.Variant.Product.Slug }).ToListAsync(ct);
        foreach (var (item, slug) in moved.Select(m => (m.Item, m.Slug)).Where(m => m.Item.SettleBand(lowThreshold)))
        {
            db.Enqueue($"stock:{item.Sku}", new AvailabilityChanged(item.Sku, slug, item.Availability, item.AvailabilityVersion));
        }
    }
}
