using System.Globalization;
using System.Security.Cryptography;
using Avanii.Catalog.Contracts;
using Avanii.Web.Clients;
using Microsoft.Extensions.Options;

namespace Avanii.Web.Seo;

/// <summary>What was made in one go.</summary>
/// <param name="Folder">Where its files are.</param>
/// <param name="Index">The text of <c>/sitemap.xml</c>.</param>
/// <param name="IndexTag">Made from the index.</param>
/// <param name="ChangedAt">Since when the index says that.</param>
/// <param name="At">When the work began: what has changed since is not in it.</param>
public sealed record SeoBuild(
    string Folder, IReadOnlyDictionary<string, SeoFile> Sitemaps, SeoFile Feed, byte[] Index, string IndexTag, DateTimeOffset ChangedAt, DateTimeOffset At);

/// <summary>Makes all files in one walk through the catalogue, a page of products in memory at a time.</summary>
internal sealed class BuildSeoFiles(
    CatalogClient catalog, StandingFacts facts, IEnumerable<ISitemapPages> pages, IOptions<SeoOptions> options, IOptions<ShopOptions> shop, TimeProvider clock)
{
    private const int Tries = 5;
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(5); // a limit at the gateway fills up again; a service restarts

    /// <exception cref="InvalidOperationException">The catalogue does not answer.</exception>
    public async Task<SeoBuild> RunAsync(string site, SeoBuild? earlier, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(shop.Value.Culture);
        var folder = Directory.CreateTempSubdirectory("avanii-seo-").FullName;
        try
        {
            var departments = (await facts.DepartmentsAsync()).Value ?? throw new InvalidOperationException("The catalogue does not say which departments there are.");
            var delivery = (await facts.DeliveryTermsAsync()).Value;
            var changed = new Dictionary<string, DateTimeOffset>(); // of a category: the last change of what is in it
            using var products = Sitemap(n => string.Create(CultureInfo.InvariantCulture, $"products-{n}.xml.gz"));
            using var feed = new GoogleFeed(folder, site, shop.Value.Name, delivery);
            Guid? after = null;
            do
            {
                var page = await ExportAsync(after, ct);
                foreach (var product in page.Items)
                {
                    products.Add($"/p/{product.Slug}", product.UpdatedAt, product.Images.Select(SeoFiles.Picture));
                    feed.Add(product, page.Currency);
                    foreach (var category in product.Path)
                    {
                        changed[category.Slug] = changed.TryGetValue(category.Slug, out var at) && at > product.UpdatedAt ? at : product.UpdatedAt;
                    }
                }
                after = page.Next;
            }
            while (after is not null);

            using var categories = Sitemap(_ => "categories.xml.gz");
            foreach (var category in departments.SelectMany(WithChildren))
            {
                categories.Add($"/c/{category.Slug}", changed.TryGetValue(category.Slug, out var at) ? at : null, category.ImageHash is { } hash ? [$"/images/{hash}-1200.webp"] : []);
            }
            using var others = Sitemap(_ => "pages.xml.gz");
            foreach (var part in pages)
            {
                foreach (var page in await part.ListAsync(ct))
                {
                    others.Add(page.Path, page.LastModified, []);
                }
            }
            var sitemaps = (SeoFile[])[.. products.Finish(), .. categories.Finish(), .. others.Finish()];
            var index = SitemapWriter.Index(sitemaps, site);
            var tag = Convert.ToHexStringLower(SHA256.HashData(index))[..32];
            return new(folder, sitemaps.ToDictionary(f => f.Name), feed.Finish(earlier?.Feed, now), index, tag, earlier?.IndexTag == tag ? earlier.ChangedAt : now, now);
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }

        SitemapWriter Sitemap(Func<int, string> name) => new(folder, name, site, file => earlier?.Sitemaps.GetValueOrDefault(file), now);
    }

    private async Task<ExportPage> ExportAsync(Guid? after, CancellationToken ct)
    {
        for (var left = Tries; ; left--)
        {
            if ((await catalog.ExportAsync(after, options.Value.ProductsAtOnce, ct)).Value is { } page)
            {
                return page;
            }
            if (left == 1 || after is null) // whoever waits for the first files is not kept waiting for a catalogue that is away
            {
                throw new InvalidOperationException("The catalogue does not answer.");
            }
            await Task.Delay(s_pause, clock, ct);
        }
    }

    private static IEnumerable<CategoryNode> WithChildren(CategoryNode node) => node.Children.SelectMany(WithChildren).Prepend(node);
}
