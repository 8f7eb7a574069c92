using Avanii.ServiceDefaults;
using Avanii.Web.Contracts;

namespace Avanii.Catalog.Reviews;

public static class ReviewEndpoints
{
    internal static void AddReviews(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ReviewOptions>().BindConfiguration(ReviewOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddHostedService<AuthorErasureSweeper>();
        builder.Services.AddHostedService<SettledReportSweeper>();
    }

    internal static void MapReviews(this IEndpointRouteBuilder routes)
    {
        var ofProduct = routes.MapGroup("/products/{slug}/reviews").WithTags("Reviews").ProducesProblem(404);
        ofProduct.MapGet("/", ListReviews.Handle).WithSummary("What is said of a product, and its rating.")
            .WithDescription("sort is newest (unless said), highest or lowest.").ProducesProblem(400);
        ofProduct.MapGet("/mine", GetMyReview.Handle).WithSummary("The caller's review of it, and whether they may write one.").RequireAuthorization(Policies.Subject);
        ofProduct.MapPut("/mine", WriteReview.Handle).WithSummary("Writes or changes the caller's review of it.").RequireAuthorization(Policies.Account)
            .WithDescription("Only who bought it may: 403 not-bought. Other words than before wait for staff again.").ProducesProblem(400).ProducesProblem(403);
        ofProduct.MapDelete("/mine", RemoveReview.Handle).WithSummary("Takes the caller's review back, if there is one.").RequireAuthorization(Policies.Account);

        var reviews = routes.MapGroup("/reviews").WithTags("Reviews").ProducesProblem(404);
        reviews.MapPost("/{id:guid}/reports", ReportReview.Handle).WithSummary("Says that a published review should not be there, once for each caller.")
            .RequireAuthorization(Policies.Subject).ProducesProblem(400);

        var staff = reviews.MapGroup("").RequireAuthorization(Policies.Area(StaffAreas.Catalogue));
        staff.MapGet("/", ListReviewsForStaff.Handle).WithSummary("Everybody's reviews: those that wait or are reported oldest first, else the newest.").ProducesProblem(400);
        staff.MapGet("/{id:guid}", GetReviewForStaff.Handle).WithSummary("A review; the ETag goes into If-Match of a decision.");
        staff.MapPost("/{id:guid}/publish", PublishReview.Handle).WithSummary("Everybody may see it, in spite of what was reported.")
            .ProducesProblem(412).ProducesProblem(428);
        staff.MapPost("/{id:guid}/reject", RejectReview.Handle).WithSummary("Nobody but its author sees it, with the reason. Settles what was reported.")
            .ProducesProblem(400).ProducesProblem(412).ProducesProblem(428);
        staff.MapPut("/{id:guid}/reply", ReplyToReview.Handle).WithSummary("What the shop says to it, shown below it; nothing takes it away.")
            .ProducesProblem(400).ProducesProblem(412).ProducesProblem(428);
    }
}
