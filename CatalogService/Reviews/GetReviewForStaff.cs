using Avanii.Catalog.Contracts;
using Avanii.Catalog.Data;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Avanii.Catalog.Reviews;

public static class GetReviewForStaff
{
    public static Task<Results<Ok<StaffReview>, ProblemHttpResult>> Handle(Guid id, CatalogDbContext db, HttpResponse response, CancellationToken ct) =>
        db.AnswerAsync(id, response, ct);
}
