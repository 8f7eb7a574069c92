namespace Avanii.Web.Seo;

/// <summary>A list of products has one address. With filters, an order or a cursor it is a part of the same list, of which there are more
/// than products: search engines are to follow its links and not to keep it.</summary>
public static class ListAddress
{
    /// <summary>Where somebody came from. It changes nothing of what is shown.</summary>
    private static readonly string[] s_tracking = ["gclid", "gbraid", "wbraid", "msclkid", "fbclid", "srsltid", "ref"];

    /// <summary>Whatever the filters are called: on a list each parameter is one, but those of advertisements.</summary>
    public static bool IsPartOfList(HttpRequest request) =>
        IsList(request.Path) && request.Query.Keys.Any(name => !s_tracking.Contains(name) && !name.StartsWith("utm_", StringComparison.Ordinal));

    private static bool IsList(PathString path) =>
        path.StartsWithSegments("/new") || path.StartsWithSegments("/sale") || path.StartsWithSegments("/best-selling") || path.StartsWithSegments("/c");
}
