using Avanii.Catalog.Contracts;

namespace Avanii.Catalog.Products;

/// <summary>The orders a list can have. A list goes on behind a place, whether or not a product still stands there: that neither skips
/// nor repeats a product when others are added, changed or retired meanwhile.</summary>
internal static class ProductSorts
{
    private static readonly Dictionary<string, ProductSort> ByName = new(StringComparer.Ordinal)
    {
        ["relevance"] = ProductSort.Relevance,
        ["newest"] = ProductSort.Newest,
        ["price"] = ProductSort.Price,
        ["price-desc"] = ProductSort.PriceDescending,
        ["name"] = ProductSort.Name,
        ["rating"] = ProductSort.Rating,
        ["best-selling"] = ProductSort.BestSelling,
    };

    private static readonly Comparer<Place> Rising = Comparer<Place>.Create((a, b) =>
        a.Number != b.Number ? a.Number.CompareTo(b.Number)
        : string.CompareOrdinal(a.Name, b.Name) is not 0 and var byName ? byName
        : a.Id.CompareTo(b.Id));

    private static readonly Comparer<Place> Falling = Comparer<Place>.Create((a, b) => Rising.Compare(b, a));

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

    public static Comparer<Place> Order(this ProductSort sort) => sort is ProductSort.Price or ProductSort.Name ? Rising : Falling;

    public static Place PlaceOf(this ProductSort sort, ListedProduct product, float rank) => sort switch
    {
        ProductSort.Price or ProductSort.PriceDescending => new(product.LowestPrice, "", product.Id),
        ProductSort.Name => new(0, product.SortName, product.Id),
        ProductSort.Relevance => new(InOrder(rank), "", product.Id),
        ProductSort.Rating => new(product.RatingOrder, "", product.Id),
        ProductSort.BestSelling => new(product.SoldUnits, "", product.Id),
        ProductSort.Newest or _ => new(product.CreatedAt, "", product.Id),
    };

    /// <summary>A number for each rank, exact, and in the same order.</summary>
    private static long InOrder(float rank)
    {
        var bits = BitConverter.SingleToInt32Bits(rank);
        return bits < 0 ? int.MinValue - (long)bits : bits;
    }
}
