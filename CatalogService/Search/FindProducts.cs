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
/// the hits alone, not on the way by which they were found, so that paging goes on.</remarks>
internal sealed class FindProducts(CatalogDbContext db, ProductIndex index, IOptions<SearchOptions> options)
{
    internal async Task<FoundProducts> RunAsync(SearchMeaning search, bool ranked, CancellationToken ct)
    {
        var (most, bestOfMore) = (options.Value.MostRanked, options.Value.RankedOfMore);
        var atOnce = ranked && search.Expected <= most; // the vocabulary is a guess: the hits themselves decide below
        var catalogue = await index.CatchUpAsync(db, search.Query is NpgsqlTsQueryEmpty ? null : Hits(search.WithWords(db.Products), search, atOnce), ct);
        var found = catalogue.Hits ?? [];
        if (found.Count + search.Skus.Ids.Length == 0 && search.Otherwise is { } otherwise)
        {
            return await RunAsync(otherwise, ranked, ct);
        }
        if (ranked && found.Count > 0 && (!atOnce || found.Count > most))
        {
            var best = found.Count > most ? index.Read(products => BestSelling(products, found, bestOfMore)) : [.. found.Select(hit => hit.Id)];
            var ranks = (atOnce ? found.IntersectBy(best, hit => hit.Id) : await Hits(db.Products.Where(p => best.Contains(p.Id)), search, ranked: true).ToListAsync(ct))
                .ToDictionary(hit => hit.Id, hit => hit.Rank);
            found = [.. found.Select(hit => hit with { Rank = ranks.GetValueOrDefault(hit.Id) })];
        }
        return new(search, catalogue, search.Skus.Among(found));
    }

    private static IQueryable<Hit> Hits(IQueryable<Product> products, SearchMeaning search, bool ranked) =>
        ranked ? products.Select(p => new Hit(p.Id, p.SearchVector.Rank(search.Query))) : products.Select(p => new Hit(p.Id, 0));

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
