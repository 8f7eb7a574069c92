using System.Security.Claims;
using Avanii.Catalog.Contracts;
using Avanii.Catalog.Data;
using Avanii.Catalog.Products;
using Avanii.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Catalog.Reviews;

public static class RemoveReview
{
    public static async Task<Results<NoContent, ProblemHttpResult>> Handle(string slug, ClaimsPrincipal user, CatalogDbContext db, CancellationToken ct)
    {
        var subject = user.GetSubject();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!ProductSlug.IsWellFormed(slug) || await db.LockReviewsOfAsync(slug, ct) is not { } productId)
        {
            return ProductProblems.UnknownProduct(slug);
        }
        var mine = await db.Reviews.AsTracking().SingleOrDefaultAsync(r => r.ProductId == productId && r.Subject == subject, ct);
        if (mine is not null)
        {
            db.Reviews.Remove(mine); // reports go with it
            await db.SaveChangesAsync(ct);
            if (mine.State == ReviewState.Published)
            {
                await db.SettleRatingAsync(productId, ct);
            }
            await transaction.CommitAsync(ct);
        }
        return TypedResults.NoContent();
    }
}
