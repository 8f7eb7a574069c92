using Avanii.Catalog.Contracts;
using Avanii.Catalog.Products;

namespace Avanii.Catalog.Reviews;

/// <summary>What somebody who bought a product says of it. Changed only under the lock of the product's row (see
/// <see cref="ProductReviews"/>), which keeps the rating right.</summary>
public sealed class Review
{
    public const int MaxTitleLength = 120;
    public const int MaxTextLength = 4000;
    public const int MaxNameLength = 60;
    public const int MaxReasonLength = 500;
    public const int MaxReplyLength = 2000;

    public required Guid Id { get; init; }

    public required Guid ProductId { get; init; }

    public Product Product { get; init; } = null!;

    /// <summary>Whose it is; null when their account is no more.</summary>
    public string? Subject { get; init; }

    /// <summary>How they want to be called; null when their account is no more.</summary>
    public string? Name { get; private set; }

    public int Rating { get; private set; }

    public string Title { get; private set; } = "";

    public string Text { get; private set; } = "";

    public ReviewState State { get; private set; }

    public DateTimeOffset WrittenAt { get; private set; }

    /// <summary>Its author bought the product here.</summary>
    public bool Verified { get; init; } = true;

    /// <summary>Why it was rejected, for its author.</summary>
    public string? RejectionReason { get; private set; }

    /// <summary>What the shop says to it. Staff see it always, others as long as it was said to these words: see <see cref="ShownReply"/>.</summary>
    public string? Reply { get; private set; }

    public DateTimeOffset? RepliedAt { get; private set; }

    /// <summary>The reply that stands below it, with its time. One that was said to other words, which the author has replaced since, waits
    /// until staff say it again.</summary>
    public (string Text, DateTimeOffset At)? ShownReply => Reply is not null && RepliedAt >= WrittenAt ? (Reply, RepliedAt.Value) : null;

    /// <summary>Rises with each change and each report.</summary>
    public long Version { get; private set; } = 1;

    public IReadOnlyList<ReviewReport> Reports { get; } = new List<ReviewReport>();

    public static Review Write(Guid productId, string? subject, int rating, string title, string text, string name, DateTimeOffset at)
    {
        var review = new Review { Id = Guid.CreateVersion7(at), ProductId = productId, Subject = subject };
        (review.Rating, review.Title, review.Text, review.Name, review.WrittenAt) = (rating, title, text, name, at);
        return review;
    }

    /// <summary>Other words wait for staff again; another rating alone changes nothing that staff would have to read.</summary>
    /// <returns>False when it says that already.</returns>
    public bool Rewrite(int rating, string title, string text, string name, DateTimeOffset at)
    {
        var otherWords = (Title, Text, Name) != (title, text, name);
        if (!otherWords && Rating == rating)
        {
            return false;
        }
        (Rating, Title, Text, Name) = (rating, title, text, name);
        if (otherWords)
        {
            (State, RejectionReason, WrittenAt) = (ReviewState.Pending, null, at);
        }
        Version++;
        return true;
    }

    public void Publish()
    {
        (State, RejectionReason) = (ReviewState.Published, null);
        Version++;
    }

    /// <param name="reason">Shown to its author.</param>
    public void Reject(string reason)
    {
        (State, RejectionReason) = (ReviewState.Rejected, reason);
        Version++;
    }

    /// <param name="reply">Null takes it away.</param>
    /// <param name="at">When the shop said so.</param>
    public void Answer(string? reply, DateTimeOffset at)
    {
        (Reply, RepliedAt) = (reply, reply is null ? null : at);
        Version++;
    }
}
