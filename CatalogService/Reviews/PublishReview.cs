using Avanii.Catalog.Contracts;
using Avanii.Catalog.Data;
using Avanii.Catalog.Products;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Avanii.Catalog.Reviews;

public static class PublishReview
{
    public static Task<Results<Ok<StaffReview>, ProblemHttpResult>> Handle(
        Guid id, [FromHeader(Name = SeenVersion.Condition)] string? ifMatch, CatalogDbContext db, TimeProvider clock, HttpResponse response, CancellationToken ct) =>
        db.DecideAsync(id, ifMatch, response, clock.GetUtcNow(), settlesReports: true, review => review.Publish(), ct);
}
