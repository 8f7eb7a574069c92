using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Avanii.Catalog.Contracts;

/// <summary>A part of what is said of a product.</summary>
/// <param name="Summary">Of all published reviews, not only of this part.</param>
/// <param name="Items">At most as many as were asked for.</param>
/// <param name="NextCursor">Ask with it for the next part; null at the end.</param>
public sealed record ReviewPage(ReviewSummary Summary, IReadOnlyList<ReviewView> Items, string? NextCursor);

/// <param name="Rating">The average, to two places; null when there are none.</param>
/// <param name="Stars">How many gave one star, two, and so on up to five: always five numbers.</param>
public sealed record ReviewSummary(decimal? Rating, int Count, IReadOnlyList<int> Stars);

/// <param name="Rating">1 to 5.</param>
/// <param name="Text">Plain text; a line break is one.</param>
/// <param name="Name">As its author wants to be called; null when their account is no more.</param>
/// <param name="WrittenAt">When it was written, or last rewritten.</param>
/// <param name="Verified">Its author bought the product here.</param>
/// <param name="Reply">What the shop says to it, if anything.</param>
public sealed record ReviewView(
    Guid Id, int Rating, string Title, string Text, string? Name, DateTimeOffset WrittenAt, bool Verified, string? Reply, DateTimeOffset? RepliedAt);

/// <summary>How a list of reviews is ordered; in an address: <c>newest</c>, <c>highest</c>, <c>lowest</c>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReviewSort>))]
public enum ReviewSort
{
    Newest,
    Highest,
    Lowest,
}

/// <summary>Where a review stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReviewState>))]
public enum ReviewState
{
    /// <summary>Waits for staff; only its author sees it.</summary>
    Pending,

    Published,

    /// <summary>Only its author sees it, with the reason.</summary>
    Rejected,
}

/// <summary>What the caller may do about a product.</summary>
/// <param name="MayWrite">They may write a review, or change theirs.</param>
/// <param name="Hindrance">Why they may not; null when they may.</param>
/// <param name="Review">Theirs, if there is one.</param>
public sealed record MyReview(bool MayWrite, ReviewHindrance? Hindrance, OwnReview? Review);

/// <summary>Why somebody may not write a review.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReviewHindrance>))]
public enum ReviewHindrance
{
    /// <summary>It takes an account.</summary>
    Guest,

    /// <summary>The account has not bought the product, or has sent it back.</summary>
    NotBought,
}

/// <summary>A review as its author sees it.</summary>
/// <param name="RejectionReason">Why it is not published, when it was rejected.</param>
public sealed record OwnReview(
    Guid Id,
    int Rating,
    string Title,
    string Text,
    string Name,
    DateTimeOffset WrittenAt,
    ReviewState State,
    string? RejectionReason,
    string? Reply,
    DateTimeOffset? RepliedAt);

/// <summary>The caller's review of a product: the first one, or what it is to be from now on.</summary>
/// <param name="Name">How the author is called beside it.</param>
public sealed record WriteReviewRequest(
    [property: Range(1, 5)] int Rating,
    [property: Required, StringLength(120)] string Title,
    [property: Required, StringLength(4000)] string Text,
    [property: Required, StringLength(60)] string Name);

/// <summary>Somebody finds that a review should not be there.</summary>
public sealed record ReportReviewRequest(
    [property: Required, EnumDataType(typeof(ReportReason))] ReportReason? Reason,
    [property: StringLength(500)] string? Note);

/// <summary>What is wrong with a review.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReportReason>))]
public enum ReportReason
{
    Spam,
    Offensive,
    PersonalData,

    /// <summary>It is about something else: the delivery, another product.</summary>
    NotAboutTheProduct,

    Other,
}
