namespace Avanii.Catalog.Stock;

/// <summary>Goods that arrived, and the answer that was given: the same key gets the same answer and adds nothing.</summary>
public sealed class StockReceipt
{
    public required string Sku { get; init; }
    public required string IdempotencyKey { get; init; }
    public required int Quantity { get; init; }

    /// <summary>On hand after it.</summary>
    public required int OnHand { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Subject of who booked it.</summary>
    public required string ReceivedBy { get; init; }
}
