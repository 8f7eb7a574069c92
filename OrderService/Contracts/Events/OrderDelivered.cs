namespace Avanii.Orders.Contracts;

/// <summary>The order was handed over; what is paid on delivery has been paid.</summary>
/// <remarks>Published by OrderService. Carries recipient and culture, though no mail follows so far.</remarks>
public sealed record OrderDelivered(Guid OrderId, string Number, string Subject, string Email, string Culture);
