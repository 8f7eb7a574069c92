using System.Security.Claims;
using Avanii.Catalog.Contracts;
using Avanii.Catalog.Data;
using Avanii.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Catalog.Reviews;

public static class ReportReview
{
    public static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid id, ReportReviewRequest request, ClaimsPrincipal user, CatalogDbContext db, TimeProvider clock, CancellationToken ct)
    {
        if (!await db.Reviews.AnyAsync(r => r.Id == id && r.State == ReviewState.Published, ct))
        {
            return ReviewProblems.UnknownReview();
        }
        var now = clock.GetUtcNow();
        var note = string.IsNullOrWhiteSpace(request.Note) ? null : request.Note.Trim();
        // Said again by the same person, also at the same moment, it is one report: the first one.
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO review_reports (id, review_id, reporter, reason, note, reported_at)
            SELECT {Guid.CreateVersion7(now)}, id, {user.GetSubject()}, {request.Reason!.Value.ToString()}, {note}::text, {now}
            FROM reviews WHERE id = {id}
            ON CONFLICT (review_id, reporter) DO NOTHING
            """, ct);
        return TypedResults.NoContent();
    }
}
