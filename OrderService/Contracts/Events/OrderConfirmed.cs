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
    string Culture)
{
    public sealed record Line(string Sku, int Quantity);
}
