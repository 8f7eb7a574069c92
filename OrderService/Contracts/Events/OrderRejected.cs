namespace Avanii.Orders.Contracts;

/// <summary>The warehouse could not hold the order as it was placed; the order is over and nothing is held.</summary>
/// <remarks>Published by OrderService. The checkout is the cart's that the order was made in. Carries recipient and culture because a mail follows.</remarks>
public sealed record OrderRejected(
    Guid OrderId, string Number, string Subject, Guid CartId, Guid CheckoutId, string Email, string Culture, OrderSnapshot? Order = null);
