namespace Avanii.Orders.Contracts;

/// <summary>All that had been paid for the order was given back; the order is over.</summary>
/// <param name="Lines">The order's, all of them.</param>
/// <param name="Amount">What was given back.</param>
/// <param name="Restock">The goods came back in a state to be sold again. Means nothing unless they had left.</param>
/// <param name="WasShipped">The goods had left the warehouse. If not, what may still be held for the order is free again.</param>
/// <param name="Reason">Why, as the shopper is told.</param>
/// <remarks>Published by OrderService. A SKU appears in one line only. Carries recipient and culture because a mail follows.</remarks>
public sealed record OrderRefunded(
    Guid OrderId,
    string Number,
    string Subject,
    IReadOnlyList<OrderRefunded.Line> Lines,
    decimal Amount,
    string Currency,
    bool Restock,
    bool WasShipped,
    string Email,
    string Culture,
    OrderSnapshot? Order = null,
    string? Reason = null)
{
    public sealed record Line(string Sku, int Quantity, decimal UnitPrice);
}
