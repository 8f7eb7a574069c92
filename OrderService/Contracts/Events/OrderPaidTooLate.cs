namespace Avanii.Orders.Contracts;

/// <summary>Money has come for an order that was called off or had expired: it is booked on the order and owed back.</summary>
/// <param name="Amount">What has come now; all that is owed back is in the snapshot.</param>
/// <remarks>Published by OrderService. Carries recipient and culture because a mail follows.</remarks>
public sealed record OrderPaidTooLate(
    Guid OrderId, string Number, string Subject, decimal Amount, string Currency, string Email, string Culture, OrderSnapshot? Order = null);
