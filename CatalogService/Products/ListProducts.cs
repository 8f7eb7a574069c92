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

public static class ListProducts
{
    private const int DefaultLimit = 24; // two, three, four and six tiles in a row come out even

    public static async Task<Results<Ok<ProductPage>, ProblemHttpResult>> Handle(
        string? category,
        string? q,
        string? sort,
        string? cursor,
        [Range(1, 100)] int? limit,
        bool? onSale,
        CatalogDbContext db,
        SearchWords searchWords,
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
        var query = PageCursor.Describe(category, words, order, onSale == true);
        if (!PageCursor.TryParse(cursor, query, order, out var after))
        {
            return Problems.Problem(400, "bad-cursor", "The cursor does not belong to this list.", "Ask for the list without a cursor and go on with the one in the answer.");
        }

        var products = db.Products.AsNoTracking().Where(p => p.RetiredAt == null);
        if (!string.IsNullOrEmpty(category))
        {
            var tree = await CategoryTree.LoadAsync(db, ct);
            if (tree.Find(category) is not { } found)
            {
                return Problems.Problem(404, "unknown-category", "There is no such category.", "GET /categories has them all.");
            }
            var categories = tree.Below(found).Select(c => c.Id).ToArray();
            products = products.Where(p => categories.Contains(p.CategoryId));
        }
        if (onSale == true)
        {
            products = products.Where(p => p.OnSale);
        }
        var narrowed = !string.IsNullOrEmpty(category) || onSale == true;
        SearchMeaning? search = null;
        if (words.Length > 0)
        {
            search = await searchWords.UnderstandAsync(words, ct);
            if (search.IsNothing)
            {
                return TypedResults.Ok(new ProductPage([], null, 0, await neverEmpty.NoteAsync(search, 0, narrowed, after is null, ct)));
            }
            products = search.Filter(products);
        }

        var total = await products.CountAsync(ct);
        var tiles = await products.InOrder(order, after, search).Take((limit ?? DefaultLimit) + 1).ToTiles(prices.Value.Currency).ToListAsync(ct);
        string? next = null;
        if (tiles.Count > (limit ?? DefaultLimit))
        {
            tiles.RemoveAt(tiles.Count - 1);
            next = PageCursor.After(tiles[^1], order).ToText(query);
        }
        var notes = search is null ? null : await neverEmpty.NoteAsync(search, total, narrowed, after is null, ct);
        return TypedResults.Ok(new ProductPage([.. tiles.Select(t => t.Summary)], next, total, notes));
    }
}
