using Avanii.Catalog.Contracts;
using Avanii.Catalog.Data;
using Avanii.Catalog.Products;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Catalog.Reviews;

/// <summary>How staff decide on a review: on the version that they have seen, and no other. What its author has changed meanwhile is not
/// published unread, what somebody has reported meanwhile is not settled unread, and of two colleagues the second one hears that the first
/// was there.</summary>
internal static class Moderation
{
    private const int ReportsShown = 20;

    /// <param name="settlesReports">The decision answers what was reported and shown.</param>
    public static async Task<Results<Ok<StaffReview>, ProblemHttpResult>> DecideAsync(
        this CatalogDbContext db, Guid id, string? ifMatch, HttpResponse response, DateTimeOffset now, bool settlesReports, Action<Review> decide, CancellationToken ct)
    {
        if (!SeenVersion.TryRead(ifMatch, out var version))
        {
            return ReviewProblems.ConditionNeeded();
        }
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.Reviews.Where(r => r.Id == id).Select(r => (Guid?)r.ProductId).SingleOrDefaultAsync(ct) is not { } productId)
        {
            return ReviewProblems.UnknownReview();
        }
        await db.LockReviewsOfAsync(productId, ct);
        if (await db.Reviews.AsTracking().SingleOrDefaultAsync(r => r.Id == id, ct) is not { } review)
        {
            return ReviewProblems.UnknownReview(); // taken back since the look before
        }
        if (review.Version != version)
        {
            return ReviewProblems.ChangedMeanwhile();
        }
        var wasPublished = review.State == ReviewState.Published;
        decide(review);
        await db.SaveChangesAsync(ct);
        if (settlesReports)
        {
            // Those that were shown, and no others: a new one would have raised the version.
            await db.ReviewReports.Where(r => r.ReviewId == id && r.SettledAt == null).OrderBy(r => r.ReportedAt).ThenBy(r => r.Id).Take(ReportsShown)
                .ExecuteUpdateAsync(set => set.SetProperty(r => r.SettledAt, now), ct);
        }
        if (wasPublished || review.State == ReviewState.Published)
        {
            await db.SettleRatingAsync(productId, ct);
        }
        await transaction.CommitAsync(ct);
        return await db.AnswerAsync(id, response, ct);
    }

    /// <summary>The review as it is now, with the tag that a decision on it names.</summary>
    public static async Task<Results<Ok<StaffReview>, ProblemHttpResult>> AnswerAsync(this CatalogDbContext db, Guid id, HttpResponse response, CancellationToken ct)
    {
        if (await db.Reviews.AsNoTracking().Where(r => r.Id == id).SelectForStaff().SingleOrDefaultAsync(ct) is not { } review)
        {
            return ReviewProblems.UnknownReview();
        }
        response.Headers.ETag = $"\"{review.Version}\"";
        return TypedResults.Ok(review);
    }

    public static IQueryable<StaffReview> SelectForStaff(this IQueryable<Review> reviews) => reviews.Select(r => new StaffReview(
        r.Id,
        r.Product.Slug,
        r.Product.Name,
        r.State,
        r.Rating,
        r.Title,
        r.Text,
        r.Name,
        r.WrittenAt,
        r.Verified,
        r.RejectionReason,
        r.Reply,
        r.RepliedAt,
        r.Reports.Where(report => report.SettledAt == null).OrderBy(report => report.ReportedAt).ThenBy(report => report.Id).Take(ReportsShown)
            .Select(report => new StaffReviewReport(report.Reason, report.Note, report.ReportedAt)).ToList(),
        r.Version));
}
