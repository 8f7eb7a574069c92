using System.Globalization;
using System.Text.RegularExpressions;
using Avanii.Catalog.Contracts;

namespace Avanii.Catalog.Products;

/// <summary>The order in which people look for an option's values: sizes from small to large, amounts by their number.</summary>
internal static partial class OptionOrder
{
    private static readonly string[] Sizes =
        ["XXXS", "XXS", "XS", "XS/S", "S", "S/M", "M", "M/L", "L", "L/XL", "XL", "XXL", "2XL", "XXXL", "3XL", "XXXXL", "4XL", "5XL", "ONE SIZE"];

    /// <summary>Left as they are unless most of them are sizes or begin with a number.</summary>
    public static IReadOnlyList<FacetValue> Sort(IReadOnlyList<FacetValue> values)
    {
        var keyed = values.Select(value => (Value: value, Key: KeyOf(value.Value))).ToList();
        return keyed.Count(v => v.Key is not null) * 2 <= values.Count ? values
            : [.. keyed.OrderBy(v => v.Key ?? (2, 0)).ThenBy(v => v.Value.Value, StringComparer.Ordinal).Select(v => v.Value)];
    }

    /// <returns>Its kind and its place among those, or null.</returns>
    private static (int Kind, decimal Place)? KeyOf(string text)
    {
        if (Array.IndexOf(Sizes, text.ToUpperInvariant()) is var size and >= 0)
        {
            return (0, size);
        }
        return Amount.Match(text) is { Success: true } amount
            && decimal.TryParse(amount.Groups[1].Value.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? (1, number * FactorOf(amount.Groups[2].Value)) : null;
    }

    private static decimal FactorOf(string unit) => unit.ToLowerInvariant() switch
    {
        "l" or "kg" or "m" => 1000,
        "cl" or "cm" => 10,
        _ => 1,
    };

    [GeneratedRegex(@"^(\d{1,9}(?:[.,]\d{1,4})?)\s*([a-z]*)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Amount { get; }
}
