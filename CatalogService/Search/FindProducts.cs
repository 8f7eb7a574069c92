using Avanii.Catalog.Contracts;
using Avanii.Catalog.Data;
using Avanii.Catalog.Products;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NpgsqlTypes;

namespace Avanii.Catalog.Search;

/// <summary>What a search has found.</summary>
/// <param name="Search">As it was understood in the end.</param>
/// <param name="Catalogue">What else was read on the way.</param>
/// <param name="Hits">In no order.</param>
internal sealed record FoundProducts(SearchMeaning Search, ListingChanges Catalogue, IReadOnlyList<Hit> Hits);

/// <summary>Finds a search's products, in the round trip in which a list learns what has changed.</summary>
/// <remarks>To weigh a hit costs the database as much as to find it. Who searches for what tens of thousands have looks at a few pages:
/// only the best-selling of so many are weighed, of these the newest, and the others stand behind them. Where a product stands depends on
/// the hits and their sales, not on the way by which they were found. Of more hits than are all weighed, a few change places when sales
/// are counted anew: who pages through them at that moment may miss one or see one twice.</remarks>
internal sealed class FindProducts(CatalogDbContext db, ProductIndex index, IOptions<SearchOptions> options)
{
    private const int CountedUpTo = 200;
    private const int MuchMore = 5; // times as many

    internal async Task<FoundProducts> RunAsync(SearchMeaning search, bool ranked, CancellationToken ct)
    {
        // The corrected words are looked for in the same statement, where those that were typed find nothing.
        var corrected = search is { Skus.Ids.Length: 0, Otherwise: { CorrectedTo: not null, Relaxed: false } otherwise } ? otherwise : null;
        var catalogue = await index.CatchUpAsync(db, search.Query is NpgsqlTsQueryEmpty ? null : Hits(search, corrected, ranked), ct);
        var found = catalogue.Hits ?? [];
        if (found.Count + search.Skus.Ids.Length == 0 && (corrected ?? search).Otherwise is { } last)
        {
            return await RunAsync(last, ranked, ct);
        }
        var meant = corrected is not null && found.Count > 0 && found[0].IsOfCorrection ? corrected : search;
        if (ranked && found.Count > 0)
        {
            found = await WeighAsync(meant, found, ct);
        }
        var hits = search.Skus.Among(found);
        return new(meant == search && hits.Count > 0 ? await OfferAsync(search, hits.Count, ct) : meant, catalogue, hits);
    }

    private IQueryable<Hit> Hits(SearchMeaning search, SearchMeaning? corrected, bool ranked)
    {
        var typed = search.WithWords(db.Products);
        return corrected is null ? Hits(typed, search, ranked && IsWeighedAtOnce(search))
            : Hits(typed, search, ranked && IsWeighedAtOnce(search))
                // Not Any: to find out that there is none, the planner would then read all products instead of the index.
                .Concat(Hits(corrected.WithWords(db.Products).Where(_ => typed.Sum(p => 1) == 0), corrected, ranked && IsWeighedAtOnce(corrected)));
    }

    private async Task<List<Hit>> WeighAsync(SearchMeaning search, List<Hit> found, CancellationToken ct)
    {
        var (most, atOnce) = (options.Value.MostRanked, IsWeighedAtOnce(search));
        if (atOnce && found.Count <= most)
        {
            return found;
        }
        var best = found.Count > most ? index.Read(products => BestSelling(products, found, options.Value.RankedOfMore)) : [.. found.Select(hit => hit.Id)];
        var ranks = (atOnce ? found.IntersectBy(best, hit => hit.Id) : await Hits(db.Products.Where(p => best.Contains(p.Id)), search, ranked: true).ToListAsync(ct))
            .ToDictionary(hit => hit.Id, hit => hit.Rank);
        return [.. found.Select(hit => hit with { Rank = ranks.GetValueOrDefault(hit.Id) })];
    }

    /// <summary>The vocabulary is a guess: the hits themselves decide afterwards.</summary>
    private bool IsWeighedAtOnce(SearchMeaning search) => search.Expected <= options.Value.MostRanked;

    /// <summary>Says which words would find much more. Asked only when a word is hardly known.</summary>
    private async Task<SearchMeaning> OfferAsync(SearchMeaning search, int found, CancellationToken ct)
    {
        if (found >= CountedUpTo || search.Otherwise is not { CorrectedTo: { } words } corrected)
        {
            return search;
        }
        var more = await corrected.WithWords(db.Products).Take(CountedUpTo).CountAsync(ct);
        return more > found && more >= Math.Min(MuchMore * found, CountedUpTo) ? search with { DidYouMean = words } : search;
    }

    private static IQueryable<Hit> Hits(IQueryable<Product> products, SearchMeaning search, bool ranked) =>
        ranked ? products.Select(p => new Hit { Id = p.Id, Rank = p.SearchVector.Rank(search.Query), IsOfCorrection = search.CorrectedTo != null })
            : products.Select(p => new Hit { Id = p.Id, Rank = 0, IsOfCorrection = search.CorrectedTo != null });

    private static Guid[] BestSelling(ProductIndex products, List<Hit> found, int count)
    {
        var best = new FirstPlaces(count, ProductSort.BestSelling.Order(), behind: null);
        for (var i = found.Count - 1; i >= 0; i--) // as a list goes over them, the newest first
        {
            if (products.Find(found[i].Id) is { } product)
            {
                best.Add(ProductSort.BestSelling.PlaceOf(product, rank: 0));
            }
        }
        return [.. best.InOrder().Select(place => place.Id)];
    }
}
