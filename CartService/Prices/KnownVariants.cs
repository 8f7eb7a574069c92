using System.Diagnostics.CodeAnalysis;
using Avanii.Cart.Data;
using Avanii.Catalog.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Cart;

/// <summary>The copy of the catalogue's facts: fed by its events, by asking once for a SKU that no event has named, and by asking again
/// where an order was rejected.</summary>
/// <remarks>Events are kept for SKUs that are in no cart, too. The table is never larger than the catalogue, the catalogue may be
/// away when the first shopper comes, and an event that arrives between the question and the keeping of its answer
/// is not forgotten, which would leave an old price in the copy until the next change.</remarks>
public sealed class KnownVariants(CartDbContext db, CatalogClient catalogue, TimeProvider clock)
{
    /// <summary>For a SKU that cannot be added without an answer, repetitions included: a shopper stands before the button.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    /// <summary>For facts that only may be old. Who reads the cart in order to quote it waits 5 s in all.</summary>
    private static readonly TimeSpan s_shortPatience = TimeSpan.FromSeconds(1.5);

    /// <summary>While the catalogue is away, one look at a cart in so long finds that out.</summary>
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(5);

    public Task<KnownVariant?> ReadAsync(string sku, CancellationToken ct) => db.Variants.SingleOrDefaultAsync(v => v.Sku == sku, ct);

    /// <summary>What is known is not enough, or in doubt: ask before using it.</summary>
    /// <param name="known">What is known.</param>
    /// <param name="seenVersion">What the shopper has seen already, whose event may still be on its way.</param>
    public bool MustAsk([NotNullWhen(false)] KnownVariant? known, long? seenVersion = null) =>
        known is not ({ IsComplete: true } or { Retired: true }) || known.AskAgainAt <= clock.GetUtcNow() || known.Version < seenVersion;

    /// <summary>It is sold out as far as is known: ask before refusing it. Of being back, a page may know before the event is here; and what
    /// was seen of a product says nothing about that, because availability has a version of its own.</summary>
    public static bool MayBeBack([NotNullWhen(true)] KnownVariant? known) => known is { Retired: false, Availability: Availability.SoldOut };

    /// <summary>Asks the catalogue for a SKU; what it does not know stays unknown.</summary>
    /// <exception cref="CatalogueAwayException">It does not answer, and too little is known to go on without.</exception>
    public async Task AskAsync(string sku, KnownVariant? known, CancellationToken ct)
    {
        if (known is { IsComplete: true } or { Retired: true })
        {
            await AskAgainAsync([known], ct);
        }
        else
        {
            await LearnAsync(await catalogue.FindVariantsAsync([sku], s_patience, ct), ct);
        }
    }

    /// <summary>Asks the catalogue again for what is in doubt. Being away, it is asked later, and the copy serves until then.</summary>
    /// <returns>True when it has answered: what was read before may be old.</returns>
    public async Task<bool> AskAgainAsync(IReadOnlyCollection<KnownVariant> doubtful, CancellationToken ct)
    {
        DateTimeOffset? askAgainAt = null;
        try
        {
            await LearnAsync(await catalogue.FindVariantsAsync(doubtful.Select(v => v.Sku), s_shortPatience, ct), ct);
        }
        catch (CatalogueAwayException)
        {
            askAgainAt = clock.GetUtcNow() + s_pause;
        }
        // Only the doubt that was there before the question is settled; one that came since asks again.
        await SetAskAgainAsync(doubtful.Select(v => (v.Sku, v.AskAgainAt)), askAgainAt, ct);
        return askAgainAt is null;
    }

    /// <summary>Something showed that the copy may be old: the catalogue is asked at the next look. In the caller's transaction, which
    /// holds locks, it is not.</summary>
    public Task DoubtAsync(IEnumerable<string> skus, DateTimeOffset at, CancellationToken ct) => db.Database.ExecuteSqlAsync($"""
        UPDATE variant_facts AS known SET ask_again_at = {at}
        FROM (SELECT sku FROM variant_facts WHERE sku = ANY ({skus.ToArray()}) ORDER BY sku FOR NO KEY UPDATE) AS doubtful
        WHERE known.sku = doubtful.sku
        """, ct);

    private Task<int> SetAskAgainAsync(IEnumerable<(string Sku, DateTimeOffset? AskAgainAt)> before, DateTimeOffset? at, CancellationToken ct)
    {
        var doubtful = before.ToArray();
        return db.Database.ExecuteSqlAsync($"""
            UPDATE variant_facts AS known SET ask_again_at = {at}
            FROM (SELECT known.sku FROM variant_facts AS known
              JOIN unnest({doubtful.Select(d => d.Sku).ToArray()}, {doubtful.Select(d => d.AskAgainAt).ToArray()}) AS before (sku, ask_again_at)
              ON known.sku = before.sku AND known.ask_again_at = before.ask_again_at
              ORDER BY known.sku FOR NO KEY UPDATE OF known) AS doubtful
            WHERE known.sku = doubtful.sku
            """, ct);
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
