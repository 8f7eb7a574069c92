using Avanii.Catalog.Contracts;
using Avanii.Web.Accounts;
using Avanii.Web.Clients;
using Avanii.Web.Security;
using Microsoft.AspNetCore.Mvc;

namespace Avanii.Web.Pages.Reviews;

/// <summary>What the buttons at reviews post to. Each ends in a redirect, so a reload repeats nothing.</summary>
internal static class ReviewFormEndpoints
{
    public static void MapReviewForms(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/p/{slug}/reviews/report", ReportAsync).DisableAntiforgery().RequireSameOrigin(); // on pages that are the same for everybody
        routes.MapPost("/p/{slug}/review/remove", RemoveAsync).RequireSignedIn("/orders");
    }

    private static async Task<IResult> ReportAsync(
        string slug, [FromForm] string? review, [FromForm] string? reason, [FromForm] string? note, ShopperSession session, ReviewClient reviews, CancellationToken ct)
    {
        var done = false;
        if (Guid.TryParse(review, out var id) && Enum.TryParse<ReportReason>(reason, out var why) && Enum.IsDefined(why) && (note?.Length ?? 0) <= 500)
        {
            session.EnsureSubject(); // one report for each person
            done = (await reviews.ReportAsync(id, new ReportReviewRequest(why, string.IsNullOrWhiteSpace(note) ? null : note.Trim()), ct)).Value is not null;
        }
        return TypedResults.LocalRedirect($"/p/{Uri.EscapeDataString(slug)}/reviews?done={(done ? "reported" : "not-reported")}");
    }

    private static async Task<IResult> RemoveAsync(string slug, [FromForm] bool? really, ReviewClient reviews, CancellationToken ct)
    {
        var done = await reviews.RemoveAsync(slug, ct);
        return TypedResults.LocalRedirect($"/p/{Uri.EscapeDataString(slug)}/review{(done.Value is null ? "" : "?done=removed")}");
    }
}
