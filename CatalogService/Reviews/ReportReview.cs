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
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.Reviews.Where(r => r.Id == id && r.State == ReviewState.Published).Select(r => (Guid?)r.ProductId).SingleOrDefaultAsync(ct) is not { } productId)
        {
            return ReviewProblems.UnknownReview();
        }
        await db.LockReviewsOfAsync(productId, ct); // a decision that is being taken at this moment is taken without this report
        var (now, reporter, reason) = (clock.GetUtcNow(), user.GetSubject(), request.Reason!.Value.ToString());
        var note = string.IsNullOrWhiteSpace(request.Note) ? null : request.Note.Trim();
        // Said again by the same person, also at the same moment, it is one report: the first one. Settled, it is settled for the words that it
        // was about: of later ones they may say something again. A new one raises the review's version, so
        // that staff look at it before they decide.
        await db.Database.ExecuteSqlAsync($"""
            WITH told AS (
              INSERT INTO review_reports AS known (id, review_id, reporter, reason, note, reported_at)
              SELECT {Guid.CreateVersion7(now)}, id, {reporter}, {reason}, {note}::text, {now}
              FROM reviews WHERE id = {id} AND state = {nameof(ReviewState.Published)}
              ON CONFLICT (review_id, reporter) DO UPDATE
                SET reason = excluded.reason, note = excluded.note, reported_at = excluded.reported_at, settled_at = NULL
                WHERE known.settled_at <= (SELECT written_at FROM reviews WHERE id = known.review_id)
              RETURNING review_id)
            UPDATE reviews SET version = version + 1 FROM told WHERE reviews.id = told.review_id
            """, ct);
        await transaction.CommitAsync(ct);
        return TypedResults.NoContent();
    }
}
