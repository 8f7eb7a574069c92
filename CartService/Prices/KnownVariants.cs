using Avanii.Cart.Data;
using Avanii.Catalog.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Cart;

/// <summary>The copy of the catalogue's facts: fed by its events, and by asking once for a SKU that no event has named.</summary>
/// <remarks>Events are kept for SKUs that are in no cart, too. The table is never larger than the catalogue, the catalogue may be
/// away when the first shopper comes, and an event that arrives between the question and the keeping of its answer
/// is not forgotten, which would leave an old price in the copy until the next change.</remarks>
public sealed class KnownVariants(CartDbContext db, CatalogClient catalogue)
{
    /// <returns>The variant, or null when the catalogue does not know it.</returns>
    /// <exception cref="CatalogueAwayException">It has to be asked and does not answer.</exception>
    public async Task<KnownVariant?> FindAsync(string sku, CancellationToken ct)
    {
        var known = await db.Variants.SingleOrDefaultAsync(v => v.Sku == sku, ct);
        if (known is { IsComplete: true } or { Retired: true })
        {
            return known;
        }
        if (await catalogue.FindVariantAsync(sku, ct) is not { } facts)
        {
            return null;
        }
        await LearnAsync([facts], ct);
        if (known is not null)
        {
            await db.Entry(known).ReloadAsync(ct);
            return known;
        }
        return await db.Variants.SingleAsync(v => v.Sku == sku, ct);
    }

    /// <summary>Takes over what is not older than what is known.</summary>
    public async Task LearnAsync(IEnumerable<VariantFacts> facts, CancellationToken ct)
    {
        // One order for everybody, so that two products with a SKU in common (a SKU that moved) never lock crosswise.
        var variants = facts.DistinctBy(f => f.Sku).OrderBy(f => f.Sku, StringComparer.Ordinal).ToArray();
        var sku = variants.Select(v => v.Sku).ToArray();
        var availability = variants.Select(v => v.Availability.ToString()).ToArray();
        var availabilityVersion = variants.Select(v => v.AvailabilityVersion).ToArray();
        // The same version again changes nothing, but completes a row that only heard of its retirement.
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO variant_facts AS known (sku, product_name, product_slug, options, price, compare_at_price, vat_rate,
              image_hash, retired, version, availability, availability_version)
            SELECT * FROM unnest(
              {sku}, {variants.Select(v => v.ProductName).ToArray()}, {variants.Select(v => v.ProductSlug).ToArray()},
              {variants.Select(v => v.Options).ToArray()}, {variants.Select(v => v.Price).ToArray()},
              {variants.Select(v => v.CompareAtPrice).ToArray()}, {variants.Select(v => v.VatRate).ToArray()},
              {variants.Select(v => v.ImageHash).ToArray()}, {variants.Select(v => v.Retired).ToArray()},
              {variants.Select(v => v.Version).ToArray()}, {availability}, {availabilityVersion})
            ON CONFLICT (sku) DO UPDATE SET product_name = excluded.product_name, product_slug = excluded.product_slug,
              options = excluded.options, price = excluded.price, compare_at_price = excluded.compare_at_price,
              vat_rate = excluded.vat_rate, image_hash = excluded.image_hash, retired = excluded.retired, version = excluded.version
            WHERE excluded.version >= known.version
            """, ct);
        await db.Database.ExecuteSqlAsync($"""
            UPDATE variant_facts AS known SET availability = heard.availability, availability_version = heard.version
            FROM unnest({sku}, {availability}, {availabilityVersion}) AS heard (sku, availability, version)
            WHERE known.sku = heard.sku AND heard.version > known.availability_version
            """, ct);
    }

    public Task LearnAsync(AvailabilityChanged heard, CancellationToken ct) => db.Database.ExecuteSqlAsync($"""
        INSERT INTO variant_facts AS known (sku, version, availability, availability_version)
        VALUES ({heard.Sku}, {KnownVariant.NotHeard}, {heard.Availability.ToString()}, {heard.Version})
        ON CONFLICT (sku) DO UPDATE SET availability = excluded.availability, availability_version = excluded.availability_version
        WHERE excluded.availability_version > known.availability_version
        """, ct);

    public Task LearnAsync(ProductRetired heard, CancellationToken ct) => db.Database.ExecuteSqlAsync($"""
        INSERT INTO variant_facts AS known (sku, retired, version, availability_version)
        SELECT sku, true, {heard.Version}, {KnownVariant.NotHeard} FROM unnest({heard.Skus.Order(StringComparer.Ordinal).ToArray()}) AS sku
        ON CONFLICT (sku) DO UPDATE SET retired = true, version = excluded.version
        WHERE excluded.version >= known.version
        """, ct);
}
