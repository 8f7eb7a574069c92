using Avanii.Catalog.Contracts;
using Avanii.Catalog.Data;
using Avanii.Catalog.Products;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Avanii.Catalog.Reviews;

public static class ReplyToReview
{
    public static Task<Results<Ok<StaffReview>, ProblemHttpResult>> Handle(
        Guid id, ReplyToReviewRequest request, [FromHeader(Name = SeenVersion.Condition)] string? ifMatch, CatalogDbContext db, TimeProvider clock, HttpResponse response,
        CancellationToken ct)
    {
        var (now, text) = (clock.GetUtcNow(), string.IsNullOrWhiteSpace(request.Text) ? null : request.Text.ReplaceLineEndings("\n").Trim());
        return db.DecideAsync(id, ifMatch, response, now, settlesReports: false, review => review.Answer(text, now), ct);
    }
}
