using Avanii.Catalog.Contracts;
using Avanii.Web.Contracts;
using Avanii.Web.Tests.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Web.Tests.BackOffice;

/// <summary>What staff of the catalogue find there, and what they leave behind.</summary>
internal static class CatalogueSteps
{
    public static StaffReview Review(
        Guid id, ReviewState state = ReviewState.Pending, string title = "Keeps warm", string text = "An hour, and then some.", string? reply = null, string? rejectionReason = null, long version = 3,
        params StaffReviewReport[] reports)
        => new(id, "mug", "Mug <b>“Sea”</b>", state, 4, title, text, "Mia", DateTimeOffset.UnixEpoch, true, rejectionReason, reply, null, reports, version);

    /// <summary>There is this review, and whatever is decided about it is taken.</summary>
    public static void GivenReview(this StubGateway gateway, StaffReview review)
    {
        gateway.On("GET", $"/api/catalog/reviews/{review.Id}", () => review);
        gateway.On("POST", $"/api/catalog/reviews/{review.Id}/publish", () => review with { State = ReviewState.Published, Version = review.Version + 1 });
        gateway.On("POST", $"/api/catalog/reviews/{review.Id}/reject", () => review with { State = ReviewState.Rejected, Version = review.Version + 1 });
        gateway.On("PUT", $"/api/catalog/reviews/{review.Id}/reply", () => review with { Version = review.Version + 1 });
    }

    /// <summary>There are these synonyms, and every change is taken.</summary>
    public static void GivenSynonyms(this StubGateway gateway, Synonyms synonyms)
    {
        var path = $"/api/catalog/search/synonyms/{synonyms.Id}";
        gateway.On("GET", "/api/catalog/search/synonyms", () => new[] { synonyms });
        gateway.On("GET", path, () => synonyms);
        gateway.On("PUT", path, () => synonyms with { Version = synonyms.Version + 1 });
        gateway.On("DELETE", path, () => new { });
        gateway.On("POST", "/api/catalog/search/synonyms", () => synonyms with { Id = Guid.CreateVersion7(), Version = 1 });
    }

    /// <returns>What somebody did in the catalogue, the oldest first.</returns>
    public static async Task<IReadOnlyList<(string What, string? Details)>> DidInCatalogueAsync(this Person who)
    {
        var subject = Web.Accounts.Account.SubjectOf(who.Id);
        return [.. (await who.QueryAsync(db => db.AuditEntries.Where(e => e.By == subject && e.Area == StaffAreas.Catalogue).OrderBy(e => e.Id).ToListAsync())).Select(e => (e.What, e.Details))];
    }

    /// <returns>The only call to that address since the gateway was told to forget.</returns>
    public static StubGateway.Call Only(this StubGateway gateway, string address) => Assert.Single(gateway.Calls, call => call.Address == address);
}
