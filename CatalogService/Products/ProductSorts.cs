using System.Globalization;
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

    public static IQueryable<Tile> ToTiles(this IQueryable<RankedProduct> products, string currency) => products.Select(r => new Tile(
        r.Product.Id,
        r.Product.CreatedAt,
        r.Product.SortName,
        r.Rank,
        new ProductSummary(
            r.Product.Slug,
            r.Product.Name,
            r.Product.Brand,
            r.Product.LowestPrice,
            r.Product.CompareAtPrice,
            r.Product.PriceVaries,
            currency,
            r.Product.CoverHash,
            r.Product.CoverAlt,
            r.Product.Variants.Min(v => v.Stock.Availability), // the best band is the lowest number
            r.Product.OnlySku,
            r.Product.VariantCount)));

    internal static object KeyOf(Tile tile, ProductSort sort) => sort switch
    {
        ProductSort.Price or ProductSort.PriceDescending => tile.Summary.Price,
        ProductSort.Name => tile.SortName,
        ProductSort.Relevance => tile.Rank,
        ProductSort.Newest or _ => tile.CreatedAt,
    };

    /// <summary>A key as it is written in a cursor: exact, so that the same row is found again.</summary>
    internal static string WriteKey(object key) => key switch
    {
        decimal price => price.ToString(CultureInfo.InvariantCulture),
        string name => name,
        float rank => BitConverter.SingleToInt32Bits(rank).ToString(CultureInfo.InvariantCulture),
        DateTimeOffset at => at.UtcTicks.ToString(CultureInfo.InvariantCulture),
        _ => throw new ArgumentOutOfRangeException(nameof(key)),
    };

    /// <returns>Null when the text is no key of that order.</returns>
    internal static object? ReadKey(string text, ProductSort sort) => sort switch
    {
        ProductSort.Price or ProductSort.PriceDescending => decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var price) ? price : null,
        ProductSort.Name => text,
        ProductSort.Relevance => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var bits) ? BitConverter.Int32BitsToSingle(bits) : null,
        ProductSort.Newest or _ => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTimeOffset.MaxValue.UtcTicks
            ? new DateTimeOffset(ticks, TimeSpan.Zero) : null,
    };
}

/// <summary>A product and how well it answers the search.</summary>
internal sealed class RankedProduct
{
    public required Product Product { get; init; }
    public float Rank { get; init; }
}

/// <summary>What a list shows of a product, and what a cursor needs to go on behind it.</summary>
internal sealed record Tile(Guid Id, DateTimeOffset CreatedAt, string SortName, float Rank, ProductSummary Summary);
