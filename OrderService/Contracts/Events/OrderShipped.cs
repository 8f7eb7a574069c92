namespace Avanii.Orders.Contracts;

/// <summary>All lines of the order have left the warehouse.</summary>
/// <remarks>Published by OrderService. A SKU appears in one line only. Carries recipient and culture because a mail follows.</remarks>
public sealed record OrderShipped(
    Guid OrderId,
    string Number,
    string Subject,
    IReadOnlyList<OrderShipped.Line> Lines,
    string? Carrier,
    string? Tracking,
    string Email,
    string Culture,
    OrderSnapshot? Order = null)
{
    public sealed record Line(string Sku, int Quantity, decimal UnitPrice);
}
