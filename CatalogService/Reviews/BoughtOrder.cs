namespace Avanii.Catalog.Reviews;

/// <summary>An order whose goods were sent, and whose it is: what makes a review's author a buyer. Written by consumers only, in whatever
/// order their events arrive: without products, it was claimed or given back and is not known to have been sent.</summary>
public sealed class BoughtOrder
{
    public required Guid OrderId { get; init; }

    /// <summary>An account's; null for a guest's order, and when the account is no more. Who looks on as a guest writes no review, so that
    /// guests are not kept.</summary>
    public string? Subject { get; init; }

    /// <summary>When that was heard of.</summary>
    public DateTimeOffset HeardAt { get; init; }

    /// <summary>When it was heard that the money was given back, which ends the right to write a review.</summary>
    public DateTimeOffset? RefundedAt { get; init; }

    public IReadOnlyList<BoughtProduct> Products { get; } = new List<BoughtProduct>();
}

/// <summary>A product that was in such an order, in whichever variants.</summary>
public sealed class BoughtProduct
{
    public required Guid OrderId { get; init; }

    public BoughtOrder Order { get; init; } = null!;

    public required Guid ProductId { get; init; }
}
