using Avanii.Catalog.Contracts;
using Avanii.Catalog.Search;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Catalog.Products;

/// <summary>The orders a list can have, and how each goes on behind a product: by comparing rows with the last one seen, which an
/// index answers at any depth, and which neither skips nor repeats a product when others are added meanwhile.</summary>
internal static class ProductSorts
{
    private static readonly Dictionary<string, ProductSort> ByName = new(StringComparer.Ordinal)
    {
        ["relevance"] = ProductSort.Relevance,
        ["newest"] = ProductSort.Newest,
        ["price"] = ProductSort.Price,
        ["price-desc"] = ProductSort.PriceDescending,
        ["name"] = ProductSort.Name,
    };

    public static string Names { get; } = string.Join(", ", ByName.Keys);

    /// <summary>By relevance when something is searched, else the newest first.</summary>
    public static bool TryParse(string? name, bool searching, out ProductSort sort)
    {
        sort = searching ? ProductSort.Relevance : ProductSort.Newest;
        if (string.IsNullOrEmpty(name))
        {
            return true;
        }
        if (!ByName.TryGetValue(name, out var named))
        {
            return false;
        }
        sort = named == ProductSort.Relevance && !searching ? ProductSort.Newest : named;
        return true;
    }

    public static IQueryable<RankedProduct> InOrder(this IQueryable<Product> products, ProductSort sort, PageCursor? after, SearchMeaning? search)
    {
        var ranked = sort == ProductSort.Relevance ? search!.Rank(products) : products.Select(p => new RankedProduct { Product = p, Rank = 0 });
        if (after is not null)
        {
            ranked = ranked.Behind(sort, after);
        }
        return sort switch
        {
            ProductSort.Price => ranked.OrderBy(r => r.Product.LowestPrice).ThenBy(r => r.Product.Id),
            ProductSort.PriceDescending => ranked.OrderByDescending(r => r.Product.LowestPrice).ThenByDescending(r => r.Product.Id),
            ProductSort.Name => ranked.OrderBy(r => r.Product.SortName).ThenBy(r => r.Product.Id),
            ProductSort.Relevance => ranked.OrderByDescending(r => r.Rank).ThenByDescending(r => r.Product.Id),
            ProductSort.Newest or _ => ranked.OrderByDescending(r => r.Product.CreatedAt).ThenByDescending(r => r.Product.Id),
        };
    }

    private static IQueryable<RankedProduct> Behind(this IQueryable<RankedProduct> products, ProductSort sort, PageCursor after)
    {
        var id = after.Id;
        switch (sort)
        {
            case ProductSort.Price:
                var lowest = (decimal)after.Key;
                return products.Where(r => EF.Functions.GreaterThan(ValueTuple.Create(r.Product.LowestPrice, r.Product.Id), ValueTuple.Create(lowest, id)));
            case ProductSort.PriceDescending:
                var highest = (decimal)after.Key;
                return products.Where(r => EF.Functions.LessThan(ValueTuple.Create(r.Product.LowestPrice, r.Product.Id), ValueTuple.Create(highest, id)));
            case ProductSort.Name:
                var name = (string)after.Key;
                return products.Where(r => EF.Functions.GreaterThan(ValueTuple.Create(r.Product.SortName, r.Product.Id), ValueTuple.Create(name, id)));
            case ProductSort.Relevance:
                var rank = (float)after.Key;
                return products.Where(r => EF.Functions.LessThan(ValueTuple.Create(r.Rank, r.Product.Id), ValueTuple.Create(rank, id)));
            case ProductSort.Newest:
            default:
                var created = (DateTimeOffset)after.Key;
                return products.Where(r => EF.Functions.LessThan(ValueTuple.Create(r.Product.CreatedAt, r.Product.Id), ValueTuple.Create(created, id)));
        }
    }
}
