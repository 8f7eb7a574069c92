using System.Globalization;
using Avanii.Catalog.Contracts;
using Avanii.Web.Clients;
using Microsoft.AspNetCore.Http.Extensions;

namespace Avanii.Web.Pages.Products;

/// <summary>Everything about a list that stands in its address: what was searched, what it is narrowed by, its order and place. An address is
/// typed by anybody; what is no filter of ours is left out.</summary>
public sealed class ListState
{
    private const int MostValues = 30, MostFacets = 8; // as many as the catalogue takes; each one is a box that somebody ticks
    private const int LongestValue = 100;
    private const string Category = "category", Words = "q", Sort = "sort", Cursor = "cursor", MinPrice = "minPrice", MaxPrice = "maxPrice", InStock = "inStock", OnSale = "onSale", MinRating = "minRating";
    private static readonly string[] s_lists = ["brand", "colour", "size"];

    private readonly List<(string Name, string Value)> _filters = [];

    private ListState(string path, IReadOnlyList<(string Value, string Label)> sorts) => (Path, Sorts) = (path, sorts);

    /// <summary>Of the page.</summary>
    public string Path { get; }

    /// <summary>Orders that the list has; the first is its own.</summary>
    public IReadOnlyList<(string Value, string Label)> Sorts { get; }

    /// <summary>What was searched; null in a list that is no search.</summary>
    public string? Text { get; private init; }

    /// <summary>The part of the shop that it is narrowed to by choice; of a category's own page that is part of the path.</summary>
    public string? WithinCategory { get; private init; }

    /// <summary>Null: the list's own.</summary>
    public string? ChosenSort { get; private init; }

    public string? Place { get; private init; }

    /// <summary>It shows less than all, or in another order, or from a place in the middle: nothing for search engines.</summary>
    public bool IsPermutation => _filters.Count > 0 || WithinCategory is not null || ChosenSort is not null || Place is not null;

    /// <summary>Names and values as they stand in the address, in one order whichever way they were chosen.</summary>
    public IReadOnlyList<(string Name, string Value)> Filters => _filters;

    /// <param name="request">The page's.</param>
    /// <param name="sorts">See <see cref="Sorts"/>.</param>
    /// <param name="text">Already cleaned.</param>
    public static ListState Read(HttpRequest request, IReadOnlyList<(string Value, string Label)> sorts, string? text = null)
    {
        var query = request.Query;
        var state = new ListState(request.Path.Value!, sorts)
        {
            Text = text,
            WithinCategory = request.Path.StartsWithSegments("/c") ? null : One(Category), // a category's own page is about no other
            ChosenSort = One(Sort) is { } sort && sort != sorts[0].Value && sorts.Any(s => s.Value == sort) ? sort : null,
            Place = One(Cursor, longest: 2000),
        };
        // As everywhere, ?BRAND= is ?brand=; the catalogue writes all of them small.
        var found = query.Select(pair => (Key: pair.Key.ToLowerInvariant(), pair.Value)).Where(pair => IsList(pair.Key)).OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Take(MostFacets)
            .SelectMany(pair => pair.Value.Where(v => v is { Length: > 0 and <= LongestValue }).Distinct().Order(StringComparer.Ordinal).Take(MostValues).Select(v => (pair.Key, v!)));
        state._filters.AddRange(found);
        var (min, max) = (Amount(One(MinPrice)), Amount(One(MaxPrice)));
        Add(MinPrice, (min > max ? max : min)?.ToString(CultureInfo.InvariantCulture));
        Add(MaxPrice, (min > max ? min : max)?.ToString(CultureInfo.InvariantCulture));
        Add(InStock, One(InStock) == "true" ? "true" : null);
        Add(OnSale, One(OnSale) == "true" ? "true" : null);
        Add(MinRating, One(MinRating) is ['1' or '2' or '3' or '4' or '5'] and var stars ? stars : null);
        return state;

        string? One(string name, int longest = LongestValue) => query[name].FirstOrDefault() is { Length: > 0 } value && value.Length <= longest ? value : null;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                state._filters.Add((name, value));
            }
        }
    }

    /// <returns>Name of the category that was chosen, as the list itself calls it.</returns>
    public string? NameIn(ProductFacets? facets) => WithinCategory is null ? null
        : facets?.Categories.SelectMany(c => c.Children.Prepend(c)).FirstOrDefault(c => c.Slug == WithinCategory)?.Name;

    public string? ValueOf(string name) => _filters.FirstOrDefault(f => f.Name == name).Value;

    /// <returns>The same list from its beginning with one choice less.</returns>
    public string Without(string name, string value) => Address(_filters.Where(f => f != (name, value)));

    /// <returns>The same list from its beginning without any choice but its words and order.</returns>
    public string Bare() => Address([], keepCategory: false);

    /// <returns>The same list from its beginning with another price range.</returns>
    public string WithPrice(decimal? min, decimal? max) => Address(
        _filters.Where(f => f.Name is not (MinPrice or MaxPrice)).Concat(Price(MinPrice, min)).Concat(Price(MaxPrice, max)));

    /// <returns>The same choices within a category; null: in all of them.</returns>
    public string WithCategory(string? slug) => Path.StartsWith("/c/", StringComparison.Ordinal) && slug is not null
        ? Address(_filters, path: $"/c/{slug}")
        : Address(_filters, category: slug, keepCategory: false);

    /// <returns>The same list from another place on; null: from its beginning.</returns>
    public string From(string? cursor) => Address(_filters, cursor: cursor);

    /// <summary>What a form sends besides its own fields.</summary>
    public IEnumerable<(string Name, string Value)> Hidden()
    {
        if (Text is not null)
        {
            yield return (Words, Text);
        }
        if (WithinCategory is not null)
        {
            yield return (Category, WithinCategory);
        }
    }

    /// <summary>What to ask the catalogue.</summary>
    /// <param name="category">Of the page's path.</param>
    /// <param name="onSale">The page is about nothing else.</param>
    public ProductQuery ToQuery(string? category = null, bool onSale = false) => new(category ?? WithinCategory, Text, ChosenSort ?? Sorts[0].Value, onSale, Place)
    {
        Filters = _filters,
        Facets = true,
    };

    private static bool IsList(string name) => s_lists.Contains(name) || (name.StartsWith("option.", StringComparison.Ordinal) && name.Length < 60);

    private static IEnumerable<(string, string)> Price(string name, decimal? amount) => amount is { } a ? [(name, a.ToString(CultureInfo.InvariantCulture))] : [];

    // As people write it: 1.000 is a thousand to a German and one to the Irish, and 12.50 can be nothing else to either.
    private static decimal? Amount(string? text)
    {
        var written = string.Concat((text ?? "").Where(c => !char.IsWhiteSpace(c)));
        var amount = CultureInfo.CurrentCulture.NumberFormat.NumberDecimalSeparator == ","
            ? Number(written, '.', ',') ?? Number(written, ',', '.')
            : Number(written, ',', '.') ?? Number(written, '.', ',');
        return amount < 1_000_000_000 ? decimal.Round(amount.Value, 2) : null;
    }

    /// <returns>Null when it is not written like that.</returns>
    private static decimal? Number(string text, char group, char point)
    {
        var parts = text.Split(point);
        var groups = parts[0].Split(group);
        var isWellWritten = parts.Length <= 2 && (groups.Length == 1 || (groups[0].Length is >= 1 and <= 3 && groups.Skip(1).All(g => g.Length == 3)));
        return isWellWritten && decimal.TryParse($"{string.Concat(groups)}.{(parts.Length == 2 ? parts[1] : "")}", NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
    }

    private string Address(IEnumerable<(string Name, string Value)> filters, string? cursor = null, string? category = null, bool keepCategory = true, string? path = null)
    {
        var query = new QueryBuilder();
        Add(Words, Text);
        Add(Category, keepCategory ? WithinCategory : category);
        foreach (var (name, value) in filters)
        {
            query.Add(name, value);
        }
        Add(Sort, ChosenSort);
        Add(Cursor, cursor);
        return (path ?? Path) + query;

        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                query.Add(name, value);
            }
        }
    }
}
