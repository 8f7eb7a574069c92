namespace Avanii.Catalog.Stock;

/// <summary>Units of a SKU that were taken aside for an order; one for each of its lines.</summary>
public sealed class Reservation
{
    public required Guid OrderId { get; init; }
    public required string Sku { get; init; }
    public required int Quantity { get; init; }

    /// <summary>The catalogue's price when it was held.</summary>
    public required decimal UnitPrice { get; init; }

    /// <summary>When it was taken aside, by the database's clock.</summary>
    public DateTimeOffset HeldAt { get; init; }

    /// <summary>Moved by updates that name the state they expect.</summary>
    public ReservationState State { get; init; }
}

public enum ReservationState
{
    /// <summary>Counted in <see cref="StockItem.Held"/>.</summary>
    Held,

    /// <summary>Left the warehouse.</summary>
    Sold,

    /// <summary>Free again.</summary>
    Released,

    /// <summary>Came back after it was sold, and is on sale again.</summary>
    Returned,
}
