namespace Avanii.Orders.Contracts;

/// <summary>The whole total of a confirmed order has come; it can be shipped.</summary>
/// <remarks>Published by OrderService, of orders that are paid in advance. Carries recipient and culture because a mail follows.</remarks>
public sealed record OrderPaid(
    Guid OrderId, string Number, string Subject, decimal Amount, string Currency, string Email, string Culture, OrderSnapshot? Order = null);
