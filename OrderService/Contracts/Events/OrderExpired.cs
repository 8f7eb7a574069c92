namespace Avanii.Orders.Contracts;

/// <summary>A deadline of the order passed; what was held for it is free again.</summary>
/// <param name="WasConfirmed">It waited for its payment; else for the warehouse.</param>
/// <remarks>Published by OrderService. The checkout is the cart's that the order was made in. Carries recipient and culture because a mail follows.</remarks>
public sealed record OrderExpired(
    Guid OrderId,
    string Number,
    string Subject,
    Guid CartId,
    Guid CheckoutId,
    string Email,
    string Culture,
    OrderSnapshot? Order = null,
    bool WasConfirmed = false);
