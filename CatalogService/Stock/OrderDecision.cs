namespace Avanii.Catalog.Stock;

/// <summary>How the warehouse answered an order; one row for each order it has heard of, so that the same order asked for again,
/// in whatever message, gets the same answer.</summary>
public sealed class OrderDecision
{
    public required Guid OrderId { get; init; }
    public required OrderOutcome Outcome { get; init; }

    /// <summary>The lines of StockRejected as JSON, when it was rejected.</summary>
    public string? RejectedLines { get; init; }

    public DateTimeOffset DecidedAt { get; init; }
}

public enum OrderOutcome
{
    Reserved,
    Rejected,

    /// <summary>The order has ended. Written before the order was heard of, it is a tombstone: nothing will be held.</summary>
    Over,
}
