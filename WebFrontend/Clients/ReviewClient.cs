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

    /// <summary>The caller's first review of it, or what theirs is to be from now on.</summary>
    public Task<Answer<OwnReview>> WriteAsync(string slug, WriteReviewRequest review, CancellationToken ct) => http.AskAsync<OwnReview>(HttpMethod.Put, Of(slug) + "/mine", review, ct);

    public Task<Answer<Done>> RemoveAsync(string slug, CancellationToken ct) => http.TellAsync(HttpMethod.Delete, Of(slug) + "/mine", null, ct);

    /// <summary>Says that a review should not be there; a second time changes nothing.</summary>
    public Task<Answer<Done>> ReportAsync(Guid review, ReportReviewRequest report, CancellationToken ct) =>
        http.TellAsync(HttpMethod.Post, $"/api/catalog/reviews/{review}/reports", report, ct);

    private static string Of(string slug) => $"/api/catalog/products/{Uri.EscapeDataString(slug)}/reviews";
}
