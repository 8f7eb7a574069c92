namespace Avanii.Orders.Contracts;

/// <summary>Every line is held in the warehouse and the shopper may be told so.</summary>
/// <remarks>Published by OrderService. Carries recipient and culture because a mail follows.</remarks>
public sealed record OrderConfirmed(
    Guid OrderId,
    string Number,
    string Subject,
    Guid CartId,
    IReadOnlyList<OrderConfirmed.Line> Lines,
    decimal Total,
    string Currency,
    string Email,
    string Culture,
    OrderSnapshot? Order = null)
{
    /// <param name="Sku">The variant.</param>
    /// <param name="Quantity">Units that were bought.</param>
    /// <param name="AddedAt">When the cart's line was put in, as the cart said. Null from a publisher that does not say.</param>
    public sealed record Line(string Sku, int Quantity, DateTimeOffset? AddedAt = null);
}
