using System.Globalization;
using Avanii.Catalog.Contracts;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Net.Http.Headers;

namespace Avanii.Web.Clients;

/// <summary>What staff ask of the catalogue and do to it, through the gateway. For pages of the back office only: see <see cref="StaffTokenHandler"/>.</summary>
/// <remarks>A version is the one that was looked at: where there is another by now, the answer is 412 and nothing is done.</remarks>
public sealed class StaffCatalogClient(HttpClient http)
{
    private const string Reviews = "/api/catalog/reviews", Synonyms = "/api/catalog/search/synonyms";

    /// <param name="state">Null: of every state.</param>
    /// <param name="reported">Only those about which somebody has complained.</param>
    /// <param name="cursor">Where to go on; null for the beginning.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="ct">The request's.</param>
    public Task<Answer<StaffReviewPage>> ListReviewsAsync(ReviewState? state, bool reported, string? cursor, int limit, CancellationToken ct)
    {
        var query = new QueryBuilder { { "limit", limit.ToString(CultureInfo.InvariantCulture) } };
        if (state is { } wanted)
        {
            query.Add("state", wanted.ToString());
        }
        if (reported)
        {
            query.Add("reported", "true");
        }
        if (cursor is not null)
        {
            query.Add("cursor", cursor);
        }
        return http.AskAsync<StaffReviewPage>(Reviews + query, ct);
    }

    public Task<Answer<StaffReview>> FindReviewAsync(Guid id, CancellationToken ct) => http.AskAsync<StaffReview>($"{Reviews}/{id}", ct);

    public Task<Answer<StaffReview>> PublishAsync(Guid id, long version, CancellationToken ct) =>
        http.AskAsync<StaffReview>(Seen(HttpMethod.Post, $"{Reviews}/{id}/publish", version), ct);

    public Task<Answer<StaffReview>> RejectAsync(Guid id, long version, RejectReviewRequest request, CancellationToken ct) =>
        http.AskAsync<StaffReview>(Seen(HttpMethod.Post, $"{Reviews}/{id}/reject", version, request), ct);

    public Task<Answer<StaffReview>> ReplyAsync(Guid id, long version, ReplyToReviewRequest request, CancellationToken ct) =>
        http.AskAsync<StaffReview>(Seen(HttpMethod.Put, $"{Reviews}/{id}/reply", version, request), ct);

    public Task<Answer<IReadOnlyList<Synonyms>>> ListSynonymsAsync(CancellationToken ct) => http.AskAsync<IReadOnlyList<Synonyms>>(Synonyms, ct);

    public Task<Answer<Synonyms>> FindSynonymsAsync(Guid id, CancellationToken ct) => http.AskAsync<Synonyms>($"{Synonyms}/{id}", ct);

    public Task<Answer<Synonyms>> AddSynonymsAsync(SynonymsRequest request, CancellationToken ct) => http.AskAsync<Synonyms>(HttpMethod.Post, Synonyms, request, ct);

    public Task<Answer<Synonyms>> ChangeSynonymsAsync(Guid id, int version, SynonymsRequest request, CancellationToken ct) =>
        http.AskAsync<Synonyms>(Seen(HttpMethod.Put, $"{Synonyms}/{id}", version, request), ct);

    public Task<Answer<Done>> RemoveSynonymsAsync(Guid id, int version, CancellationToken ct) =>
        http.AskAsync<Done>(Seen(HttpMethod.Delete, $"{Synonyms}/{id}", version), static (_, _) => Task.FromResult<Done?>(new Done()), ct);

    /// <param name="days">Up to today.</param>
    /// <param name="zero">Only what found nothing the last time.</param>
    /// <param name="limit">How many at most, the most frequent first.</param>
    /// <param name="ct">The request's.</param>
    public Task<Answer<IReadOnlyList<SearchReportLine>>> ReportSearchesAsync(int days, bool zero, int limit, CancellationToken ct) =>
        http.AskAsync<IReadOnlyList<SearchReportLine>>(string.Create(CultureInfo.InvariantCulture, $"/api/catalog/search/report?days={days}&zero={(zero ? "true" : "false")}&limit={limit}"), ct);

    public Task<Answer<Done>> ChangeSlugAsync(string slug, long version, ChangeSlugRequest request, CancellationToken ct) =>
        http.AskAsync<Done>(
            Seen(HttpMethod.Put, $"/api/catalog/products/{Uri.EscapeDataString(slug)}/slug", version, request), static (_, _) => Task.FromResult<Done?>(new Done()), ct);

    private static HttpRequestMessage Seen(HttpMethod method, string path, long version, object? body = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body, body.GetType()) };
        request.Headers.TryAddWithoutValidation(HeaderNames.IfMatch, string.Create(CultureInfo.InvariantCulture, $"\"{version}\""));
        return request;
    }
}
