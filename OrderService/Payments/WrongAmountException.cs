namespace Avanii.Orders;

/// <summary>Something else than the order's total was to be booked as its payment. HTTP answers 422.</summary>
public sealed class WrongAmountException(Guid orderId, decimal amount, decimal total)
    : Exception($"Order {orderId} comes to {total:0.00}, not to {amount:0.00}.");
