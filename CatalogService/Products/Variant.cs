using System.Text.RegularExpressions;
using Avanii.Catalog.Stock;

namespace Avanii.Catalog.Products;

/// <summary>What can be ordered: a product in one choice of its options, with a price and a stock of its own.</summary>
public sealed class Variant
{
    public required string Sku { get; init; }

    public Guid ProductId { get; init; }

    public Product Product { get; init; } = null!;

    public required int Position { get; init; }

    /// <summary>One for each of the product's option names, in their order.</summary>
    public required string[] OptionValues { get; init; }

    /// <summary>Tax included.</summary>
    public required decimal Price { get; set; }

    /// <summary>The price before a sale.</summary>
    public decimal? CompareAtPrice { get; set; }

    public string? ImageHash { get; init; }

    public required StockItem Stock { get; init; }

    internal void ChangePrice(decimal price, decimal? compareAtPrice) => (Price, CompareAtPrice) = (price, compareAtPrice);
}

/// <summary>How a SKU is written. Anything else is no SKU and is not looked for.</summary>
public static partial class Sku
{
    public const int MaxLength = 40;
    public const string Pattern = "^[A-Z0-9](?:[A-Z0-9._-]{0,38}[A-Z0-9])?$";

    public static bool IsWellFormed(string text) => Regex.IsMatch(text);

    [GeneratedRegex(Pattern, RegexOptions.CultureInvariant)]
    private static partial Regex Regex { get; }
}

/// <summary>How the last part of a product's address is written.</summary>
public static partial class ProductSlug
{
    public const int MaxLength = 120;
    public const string Pattern = "^[a-z0-9]+(?:-[a-z0-9]+)*$";

    public static bool IsWellFormed(string text) => text.Length <= MaxLength && Regex.IsMatch(text);

    [GeneratedRegex(Pattern, RegexOptions.CultureInvariant)]
    private static partial Regex Regex { get; }
}
