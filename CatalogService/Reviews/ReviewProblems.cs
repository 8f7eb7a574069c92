using Avanii.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Avanii.Catalog.Reviews;

/// <summary>Problems that more than one slice answers with, and their types in one place.</summary>
internal static class ReviewProblems
{
    public static ProblemHttpResult UnknownReview() =>
        Problems.Problem(404, "unknown-review", "There is no such review.", "It may have been taken back, or is not published.");

    public static ProblemHttpResult NotBought() =>
        Problems.Problem(403, "not-bought", "Only who bought the product may review it.", "Write a review when the product has been sent to you.");

    public static ProblemHttpResult ConditionNeeded() =>
        Problems.Problem(428, "if-match-needed", "Say what you have seen.", "Send If-Match with the ETag of GET /reviews/{id}, or the review's version in quotes.");

    public static ProblemHttpResult ChangedMeanwhile() =>
        Problems.Problem(412, "changed-meanwhile", "The review has changed meanwhile.", "Its author or a colleague was there, or somebody has reported it. Look at it again, and decide then.");
}
