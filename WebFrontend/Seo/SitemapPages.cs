namespace Avanii.Web.Seo;

/// <summary>A page for <c>/sitemaps/pages.xml.gz</c>.</summary>
/// <param name="Path">Begins with a slash.</param>
/// <param name="LastModified">When what it says changed last, if that is known.</param>
public sealed record SitemapPage(string Path, DateTimeOffset? LastModified = null);

/// <summary>A part of the shop that has pages which search engines should know; each one that is registered is asked.</summary>
public interface ISitemapPages
{
    /// <summary>Asked in the background, in a scope of its own.</summary>
    Task<IReadOnlyList<SitemapPage>> ListAsync(CancellationToken ct);
}

/// <summary>The shop's own lists. They change with whatever is sold, so nothing is said of when.</summary>
internal sealed class ShopPages : ISitemapPages
{
    private static readonly IReadOnlyList<SitemapPage> s_pages = [new("/"), new("/new"), new("/best-selling"), new("/sale")];

    public Task<IReadOnlyList<SitemapPage>> ListAsync(CancellationToken ct) => Task.FromResult(s_pages);
}
