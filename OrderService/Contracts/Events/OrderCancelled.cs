namespace Avanii.Orders.Contracts;

/// <summary>The order was called off before it was shipped; what was held for it is free again.</summary>
/// <remarks>Published by OrderService. The checkout is the cart's that the order was made in. Carries recipient and culture because a mail follows.</remarks>
public sealed record OrderCancelled(Guid OrderId, string Number, string Subject, Guid CartId, Guid CheckoutId, string Email, string Culture);
