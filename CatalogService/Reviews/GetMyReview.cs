using System.Security.Claims;
using Avanii.Catalog.Contracts;
using Avanii.Catalog.Data;
using Avanii.Catalog.Products;
using Avanii.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Catalog.Reviews;

public static class GetMyReview
{
    public static async Task<Results<Ok<MyReview>, ProblemHttpResult>> Handle(
        string slug, ClaimsPrincipal user, HttpResponse response, CatalogDbContext db, CancellationToken ct)
    {
        if (!ProductSlug.IsWellFormed(slug) || await db.FindProductIdAsync(slug, ct) is not { } productId)
        {
            return ProductProblems.UnknownProduct(slug);
        }
        response.Headers.CacheControl = "no-store";
        if (user.IsInRole(Roles.Guest))
        {
            return TypedResults.Ok(new MyReview(false, ReviewHindrance.Guest, null));
        }
        var subject = user.GetSubject();
        var mine = await db.Reviews.AsNoTracking().SingleOrDefaultAsync(r => r.ProductId == productId && r.Subject == subject, ct);
        var mayWrite = mine is not null || await db.HasBoughtAsync(subject, productId, ct);
        return TypedResults.Ok(new MyReview(mayWrite, mayWrite ? null : ReviewHindrance.NotBought, mine?.ToOwn()));
    }
}
