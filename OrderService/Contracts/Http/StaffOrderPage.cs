namespace Avanii.Orders.Contracts;

/// <summary>A line in the back office's list of orders.</summary>
/// <param name="Deadline">When it expires unless it moves on before; null when nothing is due.</param>
/// <param name="Paid">What has been paid so far.</param>
/// <param name="RefundDue">What was paid for an order that is over, and has not been given back.</param>
/// <param name="Stuck">It waits for longer than it should.</param>
public sealed record StaffOrderSummary(
    Guid Id,
    string Number,
    OrderStatus Status,
    DateTimeOffset PlacedAt,
    DateTimeOffset? Deadline,
    string Email,
    PaymentMethod PaymentMethod,
    decimal Total,
    decimal Paid,
    decimal RefundDue,
    string Currency,
    int ItemCount,
    bool Stuck);

/// <param name="NextCursor">Ask with it for older orders; null at the end.</param>
public sealed record StaffOrderPage(IReadOnlyList<StaffOrderSummary> Items, string? NextCursor);
