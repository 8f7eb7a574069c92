using Avanii.Catalog.Contracts;
using Microsoft.AspNetCore.Http.Extensions;

namespace Avanii.Web.Clients;

/// <summary>The catalogue, through the gateway.</summary>
public sealed class CatalogClient(HttpClient http)
{
    public Task<Answer<IReadOnlyList<CategoryNode>>> CategoriesAsync(CancellationToken ct) =>
        http.AskAsync<IReadOnlyList<CategoryNode>>("/api/catalog/categories", ct);

    public Task<Answer<ProductPage>> ProductsAsync(ProductQuery query, CancellationToken ct) =>
        http.AskAsync<ProductPage>("/api/catalog/products" + query.ToQueryString(), ct);

    public Task<Answer<ProductDetails>> ProductAsync(string slug, CancellationToken ct) =>
        http.AskAsync<ProductDetails>("/api/catalog/products/" + Uri.EscapeDataString(slug), ct);

    /// <param name="after">Where the last part ended; null for the first.</param>
    public Task<Answer<ExportPage>> ExportAsync(Guid? after, int limit, CancellationToken ct) =>
        http.AskAsync<ExportPage>($"/api/catalog/products/export?limit={limit}" + (after is { } id ? $"&after={id}" : ""), ct);

    public Task<Answer<SearchSuggestions>> SuggestionsAsync(string text, CancellationToken ct) =>
        http.AskAsync<SearchSuggestions>("/api/catalog/search/suggestions?q=" + Uri.EscapeDataString(text), ct);

    public Task<Answer<ProductOverview>> OverviewAsync(string slug, CancellationToken ct) =>
        http.AskAsync<ProductOverview>($"/api/catalog/products/{Uri.EscapeDataString(slug)}/overview", ct);

    /// <param name="name">Already checked: a hash and a width.</param>
    /// <param name="asAvif">Where there is one; else as WebP.</param>
    public Task<Answer<byte[]>> PictureAsync(string name, bool asAvif, CancellationToken ct) => http.AskAsync<byte[]>(
        new HttpRequestMessage(HttpMethod.Get, "/api/catalog/images/" + name) { Headers = { { "Accept", asAvif ? "image/avif,image/webp" : "image/webp" } } },
        async (content, c) => await content.ReadAsByteArrayAsync(c), ct);
}

/// <summary>Which products, in which order, from where on.</summary>
/// <param name="Sort">As in an address: <c>newest</c>, <c>price-desc</c>, …; null for the list's own order.</param>
public sealed record ProductQuery(string? Category = null, string? Text = null, string? Sort = null, bool OnSale = false, string? Cursor = null, int Limit = ProductQuery.PageSize)
{
    /// <summary>Divides by 2, 3 and 4: whole rows at every width.</summary>
    public const int PageSize = 24;

    /// <summary>What it is narrowed by, as in an address: several of a name widen each other.</summary>
    public IReadOnlyList<(string Name, string Value)> Filters { get; init; } = [];

    /// <summary>Whether to count what it can be narrowed by.</summary>
    public bool Facets { get; init; }

    internal QueryString ToQueryString()
    {
        var query = new QueryBuilder { { "limit", Limit.ToString() } };
        Add("category", Category);
        Add("q", Text);
        Add("sort", Sort);
        Add("onSale", OnSale && !Filters.Contains(("onSale", "true")) ? "true" : null);
        Add("cursor", Cursor);
        Add("facets", Facets ? "true" : null);
        foreach (var (name, value) in Filters)
        {
            Add(name, value);
        }
        return query.ToQueryString();

        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                query.Add(name, value);
            }
        }
    }
}
