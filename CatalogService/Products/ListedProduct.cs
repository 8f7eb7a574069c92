namespace Avanii.Catalog.Products;

/// <summary>What lists need to know of a product to choose, count and order it. Never changed: a product that changes gets a new one.</summary>
/// <param name="Category">Number of its category, and <paramref name="Brand"/> of its brand, in the <see cref="ProductIndex"/>.</param>
/// <param name="LowestPrice">In cents, as all prices here.</param>
/// <param name="OptionValues">Numbers of its variants' values, variant by variant, as many for each.</param>
internal sealed record ListedProduct(
    Guid Id,
    int Category,
    int Brand,
    long LowestPrice,
    long CreatedAt,
    string SortName,
    decimal? Rating,
    int RatingCount,
    int SoldUnits,
    ListedVariant[] Variants,
    int[] OptionValues)
{
    private const decimal UsualRating = 3.5m;
    private const int UsualRatingWeight = 10;

    /// <summary>Rises with the average, drawn towards the usual one as long as ratings are few (a Bayesian average), then with their
    /// number. What is usual is fixed: taken from all products, a new review of one would move all others while somebody pages.</summary>
    public long RatingOrder { get; } = RatingCount == 0 || Rating is null ? 0
        : ((long)((UsualRating * UsualRatingWeight + Rating.Value * RatingCount) / (UsualRatingWeight + RatingCount) * 10_000) << 32) | (uint)RatingCount;
}

internal readonly record struct ListedVariant(long Price, bool OnSale, bool InStock);
