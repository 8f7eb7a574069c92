using Avanii.Catalog.Contracts;

namespace Avanii.Web.Clients;

/// <summary>What shoppers say of products, through the gateway.</summary>
public sealed class ReviewClient(HttpClient http)
{
    /// <param name="slug">The product's.</param>
    /// <param name="sort"><c>newest</c>, <c>highest</c>, <c>lowest</c>; null for the list's own order.</param>
    /// <param name="cursor">Where to go on; null for the beginning.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="ct">The request's.</param>
    public Task<Answer<ReviewPage>> ListAsync(string slug, string? sort, string? cursor, int limit, CancellationToken ct)
    {
        var query = new Microsoft.AspNetCore.Http.Extensions.QueryBuilder { { "limit", limit.ToString(System.Globalization.CultureInfo.InvariantCulture) } };
        if (sort is not null)
        {
            query.Add("sort", sort);
        }
        if (cursor is not null)
        {
            query.Add("cursor", cursor);
        }
        return http.AskAsync<ReviewPage>(Of(slug) + query, ct);
    }

    /// <summary>The caller's own, and whether they may write one.</summary>
    public Task<Answer<MyReview>> MineAsync(string slug, CancellationToken ct) => http.AskAsync<MyReview>(Of(slug) + "/mine", ct);

    private static string Of(string slug) => $"/api/catalog/products/{Uri.EscapeDataString(slug)}/reviews";
}
