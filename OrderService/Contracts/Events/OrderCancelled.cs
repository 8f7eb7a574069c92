namespace Avanii.Orders.Contracts;

/// <summary>The order was called off before it was shipped; what was held for it is free again.</summary>
/// <param name="ByShopper">Called off by the shopper; else by the shop.</param>
/// <param name="Reason">Why the shop called it off, as the shopper is told.</param>
/// <remarks>Published by OrderService. The checkout is the cart's that the order was made in. Carries recipient and culture because a mail follows.</remarks>
public sealed record OrderCancelled(
    Guid OrderId,
    string Number,
    string Subject,
    Guid CartId,
    Guid CheckoutId,
    string Email,
    string Culture,
    OrderSnapshot? Order = null,
    bool ByShopper = false,
    string? Reason = null);
