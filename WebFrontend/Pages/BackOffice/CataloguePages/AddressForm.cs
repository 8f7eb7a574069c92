using System.Text.RegularExpressions;

namespace Avanii.Web.Pages.BackOffice.CataloguePages;

/// <summary>Where a product is, and where it is to be.</summary>
public sealed partial class AddressForm
{
    /// <summary>As the catalogue takes it.</summary>
    public const int LongestSlug = 120;

    private const string Products = "/p/";

    public string? From { get; set; }

    public string? To { get; set; }

    /// <returns>True for what can be a product's name in addresses.</returns>
    public static bool IsSlug(string? text) => text is { Length: <= LongestSlug } && Slug().IsMatch(text);

    /// <param name="typed">The slug, or the whole address as a browser shows it: <c>https://shop.example/p/mug?sku=MUG-SEA</c>.</param>
    public static string SlugIn(string? typed)
    {
        var text = (typed ?? "").Trim();
        var start = text.IndexOf(Products, StringComparison.OrdinalIgnoreCase);
        text = start < 0 ? text : text[(start + Products.Length)..];
        var end = text.AsSpan().IndexOfAny('/', '?', '#');
        return end < 0 ? text : text[..end];
    }

    [GeneratedRegex(@"^[a-z0-9]+(-[a-z0-9]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Slug();
}
