using Avanii.Catalog.Contracts;
using Avanii.Catalog.Data;
using Avanii.Catalog.Products;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Avanii.Catalog.Search;

/// <summary>What is said about the results of a search, and shown in their place where there are none.</summary>
public sealed class NeverEmpty(CatalogDbContext db, SearchLog log, IOptions<PriceOptions> prices)
{
    private const int ProductsInstead = 8;
    private const int CategoriesNear = 4;

    /// <param name="search">The search as it was understood.</param>
    /// <param name="total">How many products the list holds.</param>
    /// <param name="found">The words have found something, wherever it is.</param>
    /// <param name="narrowed">Something besides the words was chosen: what it leaves over says nothing about the words.</param>
    /// <param name="begins">It is the first page in the usual order: the following ones, and another order, are no further search.</param>
    /// <param name="ct">Ends it.</param>
    /// <returns>Null when the list is just what was asked for.</returns>
    internal async Task<SearchNotes?> NoteAsync(SearchMeaning search, int total, bool found, bool narrowed, bool begins, CancellationToken ct)
    {
        if (begins && !narrowed)
        {
            log.Count(search, total);
        }
        if (total > 0)
        {
            return search is { CorrectedTo: null, DidYouMean: null, Relaxed: false } ? null : new(search.CorrectedTo, search.DidYouMean, search.Relaxed, false, [], []);
        }
        // What others buy most of what can be had.
        var instead = await db.Products.AsNoTracking().Where(p => p.RetiredAt == null && p.Variants.Any(v => v.Stock.Availability != Availability.SoldOut))
            .OrderByDescending(p => p.SoldUnits).ThenByDescending(p => p.CreatedAt).ThenByDescending(p => p.Id).Take(ProductsInstead)
            .ToTiles(prices.Value.Currency).ToListAsync(ct);
        var near = await db.Database.SqlQuery<CategoryRef>($"""
            SELECT slug, name FROM categories
            ORDER BY strict_word_similarity({search.Words}, lower(public.unaccent(name))) DESC, parent_id IS NOT NULL, position, slug LIMIT {CategoriesNear}
            """).ToListAsync(ct);
        return new(null, null, false, narrowed && found && !search.Relaxed, [.. instead.Select(tile => tile.Summary)], near);
    }
}
