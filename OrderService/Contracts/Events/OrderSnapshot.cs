namespace Avanii.Orders.Contracts;

/// <summary>An order as it was when its event was written: all that a letter about it says, so that its reader asks nobody.</summary>
/// <param name="Lines">In the order's own sequence; a rejected order's say what stood in its way.</param>
/// <param name="Subtotal">Sum of the lines.</param>
/// <param name="Delivery">Price of the delivery.</param>
/// <param name="Total">Subtotal and delivery; tax is included.</param>
/// <param name="Vat">The tax included in the total, by rate.</param>
/// <param name="Address">Where it goes, and to whom.</param>
/// <param name="Paid">All that has been paid for it, in time or too late.</param>
/// <param name="RefundDue">What was paid for an order that is over, and has not been given back.</param>
/// <remarks>In the order's events, where a publisher that is older does not send it. Change by adding: consumers deploy on their own day.</remarks>
public sealed record OrderSnapshot(
    DateTimeOffset PlacedAt,
    IReadOnlyList<OrderLineView> Lines,
    decimal Subtotal,
    decimal Delivery,
    decimal Total,
    IReadOnlyList<VatShare> Vat,
    string Currency,
    DeliveryAddress Address,
    PaymentMethod PaymentMethod,
    decimal Paid = 0,
    decimal RefundDue = 0);
