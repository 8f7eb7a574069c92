namespace Avanii.Catalog.Products;

/// <summary>What a price may be: whole cents, up to what numeric(12,2) and a shopper bear.</summary>
internal static class Price
{
    public const decimal Highest = 99_999.99m;

    /// <returns>What is wrong, or null.</returns>
    public static string? Check(decimal price, decimal? compareAtPrice) =>
        !IsAmount(price) || (compareAtPrice is { } compare && !IsAmount(compare)) ? $"A price has whole cents, from 0.01 to {Highest}."
        : compareAtPrice <= price ? "The price before a sale is higher than the price."
        : null;

    private static bool IsAmount(decimal amount) => amount is > 0 and <= Highest && decimal.Round(amount, 2) == amount;
}
