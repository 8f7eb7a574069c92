using Avanii.Cart.Contracts;
using Avanii.Catalog.Contracts;

namespace Avanii.Orders;

/// <summary>So many units of one SKU, as they were when the order was placed; a price may fall once more until it is confirmed.</summary>
public sealed class OrderLine
{
    private OrderLine()
    {
    }

    internal OrderLine(int position, CartLine line)
    {
        Position = position;
        Sku = line.Sku;
        ProductName = line.ProductName;
        ProductSlug = line.ProductSlug;
        Options = line.Options;
        ImageHash = line.ImageHash;
        Quantity = line.Quantity;
        UnitPrice = line.UnitPrice;
        VatRate = line.VatRate;
        CartAddedAt = line.AddedAt is { } at ? Order.AsKept(at) : null;
    }

    public Guid OrderId { get; private set; }

    public string Sku { get; private set; } = "";

    public int Position { get; private set; }

    public string ProductName { get; private set; } = "";

    public string ProductSlug { get; private set; } = "";

    public string Options { get; private set; } = "";

    public string? ImageHash { get; private set; }

    public int Quantity { get; private set; }

    public decimal UnitPrice { get; private set; }

    public decimal VatRate { get; private set; }

    /// <summary>When the cart's line was put in, by the cart's clock: which line it was that was bought. Null where nobody has said.</summary>
    public DateTimeOffset? CartAddedAt { get; private set; }

    /// <summary>Why this line stood in the way of the order, or null.</summary>
    public StockRejectionReason? Rejection { get; private set; }

    /// <summary>How many could have been had, when it was sold out.</summary>
    public int? AvailableUnits { get; private set; }

    /// <summary>What it cost by then, when its price had risen.</summary>
    public decimal? CurrentUnitPrice { get; private set; }

    public decimal Total => UnitPrice * Quantity;

    internal void LowerPrice(decimal unitPrice) => UnitPrice = Math.Min(UnitPrice, unitPrice);

    internal void Reject(StockRejected.Line reason)
    {
        Rejection = reason.Reason;
        AvailableUnits = reason.Available;
        CurrentUnitPrice = reason.CurrentUnitPrice;
    }
}
