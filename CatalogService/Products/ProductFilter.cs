using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Avanii.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Avanii.Catalog.Products;

/// <summary>How a request narrows a list. Any other option of variants is <c>option.{name}</c>, such as <c>option.scent=Cedar</c>.</summary>
public sealed record ProductFilterRequest(
    [property: FromQuery, Description("One of these brands.")] string[]? Brand,
    [property: FromQuery, Description("A variant in one of these colours. All that is asked of a variant holds for one and the same.")] string[]? Colour,
    [property: FromQuery, Description("A variant in one of these sizes.")] string[]? Size,
    [property: FromQuery, Description("Variants at this price or above, such as 9.90. Upside down, the two ends are swapped.")] string? MinPrice,
    [property: FromQuery, Description("Variants at this price or below.")] string? MaxPrice,
    [property: FromQuery, Description("Only what can be ordered.")] bool? InStock,
    [property: FromQuery, Description("Only what is reduced.")] bool? OnSale,
    [property: FromQuery, Range(1, 5), Description("Rated so many stars or more.")] int? MinRating);

/// <summary>What a list is narrowed to: values of one facet widen each other, facets narrow each other.</summary>
/// <param name="Options">Values by the option's name, both as they were asked for.</param>
internal sealed record ProductFilter(
    IReadOnlyList<string> Brands,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Options,
    decimal? MinPrice,
    decimal? MaxPrice,
    bool InStock,
    bool OnSale,
    int? MinRating)
{
    /// <summary>Something is chosen.</summary>
    public bool Narrows => Brands.Count > 0 || Options.Count > 0 || (MinPrice ?? MaxPrice ?? MinRating) is not null || InStock || OnSale;

    private const string OptionPrefix = "option.";
    private const int MaxValues = 30; // of a facet: as many as it shows
    private const int MaxOptions = 6;
    private static readonly string[] NamedOptions = ["colour", "size"];

    /// <summary>The parameter that asks for values of an option.</summary>
    public static string ParameterOf(string option) =>
        NamedOptions.Contains(option, StringComparer.OrdinalIgnoreCase) ? option.ToLowerInvariant() : OptionPrefix + option.ToLowerInvariant();

    /// <returns>Whether the request can be understood; else <paramref name="problem"/> is the answer.</returns>
    public static bool TryParse(ProductFilterRequest request, IQueryCollection query, out ProductFilter filter, out ProblemHttpResult? problem)
    {
        var options = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        AddOption("colour", request.Colour);
        AddOption("size", request.Size);
        foreach (var (name, values) in query.Where(q => q.Key.StartsWith(OptionPrefix, StringComparison.OrdinalIgnoreCase)))
        {
            AddOption(name[OptionPrefix.Length..].Trim(), values);
        }
        var (goodMin, min) = ReadPrice(request.MinPrice);
        var (goodMax, max) = ReadPrice(request.MaxPrice);
        if (min > max)
        {
            (min, max) = (max, min); // who types the higher one first still means what lies between
        }
        filter = new(Values(request.Brand), options, min, max, request.InStock == true, request.OnSale == true, request.MinRating);
        problem = !goodMin || !goodMax
                ? Problems.Problem(400, "bad-price", "A price is not a number.", "minPrice and maxPrice are amounts such as 9.90.")
            : filter.Brands.Count > MaxValues || options.Count > MaxOptions || options.Values.Any(values => values.Count > MaxValues)
                ? Problems.Problem(400, "too-many-values", "Too much is chosen at once.", $"Choose {MaxValues} values of a facet and {MaxOptions} options at most.")
            : null;
        return problem is null;

        void AddOption(string name, IEnumerable<string?>? asked)
        {
            var values = Values([.. options.GetValueOrDefault(name) ?? [], .. asked ?? []]);
            if (name.Length > 0 && values.Count > 0)
            {
                options[name] = values;
            }
        }
    }

    /// <summary>The same text for the same choice, in whatever order it was made.</summary>
    public string Describe()
    {
        var parts = new List<string>();
        Add("brand", Brands);
        foreach (var (name, values) in Options.OrderBy(o => o.Key, StringComparer.OrdinalIgnoreCase))
        {
            Add(ParameterOf(name), values);
        }
        Add("min", MinPrice is { } min ? [min.ToString(CultureInfo.InvariantCulture)] : []);
        Add("max", MaxPrice is { } max ? [max.ToString(CultureInfo.InvariantCulture)] : []);
        Add("stars", MinRating is { } stars ? [stars.ToString(CultureInfo.InvariantCulture)] : []);
        Add("in stock", InStock ? [""] : []);
        return string.Concat(parts);

        void Add(string name, IReadOnlyList<string> values) =>
            parts.AddRange(values.Select(v => v.ToUpperInvariant()).Order(StringComparer.Ordinal).Select(v => $"\n{name.Length}:{name}{v.Length}:{v}"));
    }

    private static IReadOnlyList<string> Values(IEnumerable<string?>? asked) =>
        [.. (asked ?? []).Select(v => v?.Trim() ?? "").Where(v => v.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <returns>An amount between nothing and the highest price; null when none was given.</returns>
    private static (bool Good, decimal? Price) ReadPrice(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return (true, null);
        }
        // No thousands separators: "12,50" would be 1250.
        const NumberStyles Amount = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;
        return double.TryParse(text, Amount, CultureInfo.InvariantCulture, out var price) && double.IsFinite(price)
            ? (true, decimal.Round((decimal)Math.Clamp(price, 0, (double)Price.Highest), 2))
            : (false, null);
    }
}
