using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Avanii.Catalog.Categories;
using Avanii.Catalog.Contracts;
using Avanii.Catalog.Data;
using Avanii.Catalog.Search;
using Avanii.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Avanii.Catalog.Products;

internal static class ListProducts
{
    private const int DefaultLimit = 24; // two, three, four and six tiles in a row come out even

    public static async Task<Results<Ok<ProductPage>, ProblemHttpResult>> Handle(
        [Description("Slug of a category; what lies below it is listed too.")] string? category,
        [Description("Words to search for.")] string? q,
        [Description("relevance, newest, price, price-desc, name, rating or best-selling.")] string? sort,
        [Description("NextCursor of the page before, with all else as it was.")] string? cursor,
        [Range(1, 100)] int? limit,
        [AsParameters] ProductFilterRequest narrowing,
        [Description("Whether to count what the list can be narrowed by.")] bool? facets,
        HttpRequest http,
        CatalogDbContext db,
        ProductIndex index,
        SearchWords searchWords,
        FindProducts findProducts,
        NeverEmpty neverEmpty,
        IOptions<PriceOptions> prices,
        CancellationToken ct)
    {
        var words = SearchWords.Clean(q);
        if (words.Length > SearchWords.MaxLength)
        {
            return Problems.Problem(400, "search-too-long", "The search is too long.", $"Search for {SearchWords.MaxLength} characters at most.");
        }
        if (!ProductSorts.TryParse(sort, searching: words.Length > 0, out var order))
        {
            return Problems.Problem(400, "unknown-sort", "The order is not known.", $"sort is one of {ProductSorts.Names}.");
        }
        if (!ProductFilter.TryParse(narrowing, http.Query, out var filter, out var problem))
        {
            return problem!;
        }
        var list = PageCursor.Describe(category, words, order, filter);
        if (!PageCursor.TryParse(cursor, list, order, out var after))
        {
            return CursorText.Problem();
        }

        var found = words.Length > 0 ? await findProducts.RunAsync(await searchWords.UnderstandAsync(words, ct), order == ProductSort.Relevance, ct) : null;
        var catalogue = found?.Catalogue ?? await index.CatchUpAsync(db, search: null, ct);
        Category? within = null;
        if (!string.IsNullOrEmpty(category) && (within = catalogue.Tree.Find(category)) is null)
        {
            return Problems.Problem(404, "unknown-category", "There is no such category.", "GET /categories has them all.");
        }
        var most = limit ?? DefaultLimit;
        var listing = index.Read(products => Listing.Make(products, new(catalogue.Tree, within, found?.Hits, filter, order, after, most + 1, facets == true)));
        var places = listing.Places.Take(most).ToList();
        var next = listing.Places.Count > most ? PageCursor.Write(places[^1], list, order) : null;
        var tiles = await TilesAsync(db, places, listing.Fitting, prices.Value.Currency, ct);
        var narrowed = within is not null || filter.Narrows;
        var notes = found is null ? null : await neverEmpty.NoteAsync(found.Search, listing.Total, found.Hits.Count > 0, narrowed, begins: after is null && order == ProductSort.Relevance, ct);
        return TypedResults.Ok(new ProductPage(tiles, next, listing.Total, listing.Facets, notes));
    }

    private static async Task<IReadOnlyList<ProductSummary>> TilesAsync(
        CatalogDbContext db, List<Place> places, IReadOnlyDictionary<Guid, IReadOnlyList<int>> fitting, string currency, CancellationToken ct)
    {
        if (places.Count == 0)
        {
            return [];
        }
        var ids = places.Select(p => p.Id).ToArray();
        var tiles = await db.Products.AsNoTracking().Where(p => ids.Contains(p.Id) && p.RetiredAt == null).ToTiles(currency).ToDictionaryAsync(t => t.Id, t => t.Summary, ct);
        await FittingVariants.ShowAsync(db, tiles, fitting, ct);
        return [.. places.Where(p => tiles.ContainsKey(p.Id)).Select(p => tiles[p.Id])]; // one may have been retired at this very moment
    }
}
