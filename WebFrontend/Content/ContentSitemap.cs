using Avanii.Web.Seo;

namespace Avanii.Web.Content;

/// <summary>What staff have written, for search engines.</summary>
internal sealed class ContentSitemap(ContentPages content) : ISitemapPages
{
    public async Task<IReadOnlyList<SitemapPage>> ListAsync(CancellationToken ct) =>
        [.. ((await content.ReadAsync())?.Pages.Values ?? []).OrderBy(page => page.Path, StringComparer.Ordinal).Select(page => new SitemapPage(page.Path, page.ChangedAt))];
}
