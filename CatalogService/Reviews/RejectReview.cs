using Avanii.Catalog.Contracts;
using Avanii.Catalog.Data;
using Avanii.Catalog.Products;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Avanii.Catalog.Reviews;

public static class RejectReview
{
    public static Task<Results<Ok<StaffReview>, ProblemHttpResult>> Handle(
        Guid id, RejectReviewRequest request, [FromHeader(Name = SeenVersion.Condition)] string? ifMatch, CatalogDbContext db, TimeProvider clock, HttpResponse response,
        CancellationToken ct) =>
        db.DecideAsync(id, ifMatch, response, clock.GetUtcNow(), settlesReports: true, review => review.Reject(request.Reason.Trim()), ct);
}
