using System.Text.RegularExpressions;

namespace Avanii.Web.Content;

/// <summary>Where pages are. The well-known ones have short addresses, all others lie below <c>/pages</c>, where no page of the shop's own
/// can be in their way: each page has one true address, and the other leads there.</summary>
public static partial class KnownPages
{
    public const int LongestSlug = 60;

    /// <summary>Pages that a shop must have: they can be written anew, not deleted.</summary>
    public static IReadOnlyList<string> All { get; } = ["about", "delivery", "returns", "privacy", "imprint", "terms"];

    /// <summary>Pages that a shop begins with and may do without.</summary>
    public static IReadOnlyList<string> Further { get; } = [SizesOf("clothing")];

    /// <returns>The page with the table of sizes of that category's goods, if staff have written one.</returns>
    public static string SizesOf(string category) => $"sizes-{category}";

    public static bool IsKnown(string slug) => All.Contains(slug);

    /// <returns>For lists in which the well-known pages stand first.</returns>
    public static int PlaceOf(string slug) => IsKnown(slug) ? All.TakeWhile(known => known != slug).Count() : All.Count;

    /// <returns>The page's one true address.</returns>
    public static string PathOf(string slug) => IsKnown(slug) ? $"/{slug}" : $"/pages/{slug}";

    /// <returns>True when a page may be called that.</returns>
    public static bool IsSlug(string? text) => text is { Length: <= LongestSlug } && Slug().IsMatch(text);

    [GeneratedRegex(@"^[a-z0-9]+(-[a-z0-9]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Slug();
}
