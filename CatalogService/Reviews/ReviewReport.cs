using Avanii.Catalog.Contracts;

namespace Avanii.Catalog.Reviews;

/// <summary>Somebody finds that a review should not be there; one for each of them, however often they say so of
/// the same words.</summary>
public sealed class ReviewReport
{
    public const int MaxNoteLength = 500;

    public required Guid Id { get; init; }

    public required Guid ReviewId { get; init; }

    /// <summary>Who said so, a guest or an account; null when that account is no more, and some time after it was settled.</summary>
    public string? Reporter { get; init; }

    public required ReportReason Reason { get; init; }

    public string? Note { get; init; }

    public required DateTimeOffset ReportedAt { get; init; }

    /// <summary>When staff published or rejected the review in spite of it, or because of it, or its author replaced the words; null while it
    /// waits for staff.</summary>
    public DateTimeOffset? SettledAt { get; init; }
}
