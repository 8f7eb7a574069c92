using Avanii.Catalog.Contracts;

namespace Avanii.Orders.Contracts;

/// <summary>An order as its owner sees it; staff see more of it, where it says so.</summary>
/// <param name="Number">The short public number, such as <c>AV-7K3M-Q2XD</c>.</param>
/// <param name="Subtotal">Sum of the lines.</param>
/// <param name="Delivery">Price of the delivery.</param>
/// <param name="Total">Subtotal and delivery; tax is included.</param>
/// <param name="Vat">The tax included in the total, by rate.</param>
/// <param name="Decided">True as soon as the order is confirmed or over: nothing to wait for.</param>
/// <param name="CanCancel">The shopper may still call it off.</param>
/// <param name="History">What happened to it, oldest first.</param>
/// <param name="Paid">What has been paid so far.</param>
/// <param name="RefundDue">What was paid for an order that is over, and has not been given back.</param>
/// <param name="Shipment">Who carries it, once it has been shipped.</param>
/// <param name="Payments">Each payment, oldest first; null in an answer that is older than payments are.</param>
public sealed record OrderView(
    Guid Id,
    string Number,
    OrderStatus Status,
    bool Decided,
    bool CanCancel,
    DateTimeOffset PlacedAt,
    IReadOnlyList<OrderLineView> Lines,
    decimal Subtotal,
    decimal Delivery,
    decimal Total,
    IReadOnlyList<VatShare> Vat,
    string Currency,
    OrderContact Contact,
    DeliveryAddress Address,
    string? Note,
    PaymentMethod PaymentMethod,
    IReadOnlyList<OrderHistoryEntry> History,
    decimal Paid = 0,
    decimal RefundDue = 0,
    ShipmentView? Shipment = null,
    IReadOnlyList<PaymentView>? Payments = null);

/// <param name="Rejection">Why this line stood in the way of the order, or null.</param>
/// <param name="AvailableUnits">How many could have been had, when it was sold out.</param>
/// <param name="CurrentUnitPrice">What it costs now, when its price had risen.</param>
public sealed record OrderLineView(
    string Sku,
    string ProductName,
    string ProductSlug,
    string Options,
    string? ImageHash,
    int Quantity,
    decimal UnitPrice,
    decimal LineTotal,
    decimal VatRate,
    StockRejectionReason? Rejection,
    int? AvailableUnits,
    decimal? CurrentUnitPrice);

/// <param name="Rate">Such as 0.20.</param>
/// <param name="Amount">The tax that prices of this rate include.</param>
public sealed record VatShare(decimal Rate, decimal Amount);

/// <param name="Actor">Who did it: <c>shopper</c>, <c>staff</c>, or the part of the system. <c>account</c>: the
/// order was added to an account, and is what it was before.</param>
/// <param name="Subject">Which member of staff; shown to staff only.</param>
/// <param name="TraceId">Where to look for the rest of the story; shown to staff only.</param>
public sealed record OrderHistoryEntry(
    OrderStatus Status, DateTimeOffset At, string Actor, string? Cause, string? Subject = null, string? TraceId = null);

public sealed record ShipmentView(string? Carrier, string? Tracking);

/// <param name="RecordedBy">Which member of staff; shown to staff only.</param>
/// <param name="TraceId">Where to look for the rest of the story; shown to staff only.</param>
public sealed record PaymentView(
    PaymentMethod Method, decimal Amount, string Reference, DateTimeOffset RecordedAt, string? RecordedBy = null, string? TraceId = null);

/// <summary>A line in a list of orders.</summary>
public sealed record OrderSummary(
    Guid Id,
    string Number,
    OrderStatus Status,
    DateTimeOffset PlacedAt,
    decimal Total,
    string Currency,
    int ItemCount,
    IReadOnlyList<string> ImageHashes);

/// <param name="NextCursor">Ask with it for older orders; null at the end.</param>
public sealed record OrderPage(IReadOnlyList<OrderSummary> Items, string? NextCursor);
