using System.ComponentModel.DataAnnotations;

namespace Avanii.Catalog.Contracts;

/// <summary>A part of the reviews that staff look through.</summary>
/// <param name="NextCursor">Ask with it for the next part; null at the end.</param>
public sealed record StaffReviewPage(IReadOnlyList<StaffReview> Items, string? NextCursor);

/// <summary>A review as staff see it; whose it is is not said.</summary>
/// <param name="Name">As its author wants to be called; null when their account is no more.</param>
/// <param name="Reports">The oldest ones that nobody has settled, 20 at most.</param>
/// <param name="Version">In quotes, what <c>If-Match</c> of a decision says: what was seen is what is decided on.</param>
public sealed record StaffReview(
    Guid Id,
    string ProductSlug,
    string ProductName,
    ReviewState State,
    int Rating,
    string Title,
    string Text,
    string? Name,
    DateTimeOffset WrittenAt,
    bool Verified,
    string? RejectionReason,
    string? Reply,
    DateTimeOffset? RepliedAt,
    IReadOnlyList<StaffReviewReport> Reports,
    long Version);

/// <summary>What somebody has said against a review.</summary>
public sealed record StaffReviewReport(ReportReason Reason, string? Note, DateTimeOffset ReportedAt);

/// <param name="Reason">Shown to the author.</param>
public sealed record RejectReviewRequest([property: Required, StringLength(500)] string Reason);

/// <param name="Text">Shown below the review; null or empty takes the reply away.</param>
public sealed record ReplyToReviewRequest([property: StringLength(2000)] string? Text);
