using System.Security.Claims;
using Avanii.Catalog.Contracts;
using Avanii.Catalog.Data;
using Avanii.Catalog.Products;
using Avanii.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Catalog.Reviews;

public static class WriteReview
{
    public static async Task<Results<Ok<OwnReview>, ProblemHttpResult>> Handle(
        string slug, WriteReviewRequest request, ClaimsPrincipal user, CatalogDbContext db, TimeProvider clock, CancellationToken ct)
    {
        var subject = user.GetSubject();
        var (title, text, name) = (OneLine(request.Title), request.Text.ReplaceLineEndings("\n").Trim(), OneLine(request.Name));
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!ProductSlug.IsWellFormed(slug) || await db.LockReviewsOfAsync(slug, ct) is not { } productId)
        {
            return ProductProblems.UnknownProduct(slug);
        }
        var review = await db.Reviews.AsTracking().SingleOrDefaultAsync(r => r.ProductId == productId && r.Subject == subject, ct);
        var wasPublished = review?.State == ReviewState.Published;
        if (review is null)
        {
            if (!await db.HasBoughtAsync(subject, productId, ct))
            {
                return ReviewProblems.NotBought();
            }
            review = Review.Write(productId, subject, request.Rating, title, text, name, clock.GetUtcNow());
            db.Reviews.Add(review);
        }
        else if (!review.Rewrite(request.Rating, title, text, name, clock.GetUtcNow()))
        {
            return TypedResults.Ok(review.ToOwn());
        }
        await db.SaveChangesAsync(ct);
        // What was reported of words that are gone is answered: nobody sees the new ones before staff have read them.
        await db.ReviewReports.Where(r => r.ReviewId == review.Id && r.SettledAt == null && r.ReportedAt <= review.WrittenAt)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.SettledAt, review.WrittenAt), ct);
        if (wasPublished)
        {
            await db.SettleRatingAsync(productId, ct);
        }
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(review.ToOwn());
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Trim();
}
