using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Avanii.Orders.Contracts;

/// <summary>Money has come for an order. The header <c>Idempotency-Key</c> (1 to 100 characters) is required.</summary>
/// <param name="Amount">In the order's currency. A confirmed order becomes paid by its exact total and nothing else; of an order that
/// was called off or has expired, whatever came is booked, and owed back.</param>
/// <param name="Reference">What names this payment at the bank. Booked twice under one reference it is one payment.</param>
public sealed record RecordPaymentRequest(
    [property: JsonRequired, Range(typeof(decimal), "0.01", "9999999999.99", ParseLimitsInInvariantCulture = true)] decimal Amount,
    [property: JsonRequired, EnumDataType(typeof(PaymentMethod))] PaymentMethod Method,
    [property: Required, StringLength(100), RegularExpression(TextPattern.Line, ErrorMessage = TextPattern.Message)] string Reference);

/// <summary>The goods are on their way.</summary>
/// <param name="Carrier">Who carries them, as the shopper is told.</param>
/// <param name="Tracking">The carrier's number, as the shopper is told.</param>
public sealed record ShipOrderRequest(
    [property: StringLength(60), RegularExpression(TextPattern.Line, ErrorMessage = TextPattern.Message)] string? Carrier,
    [property: StringLength(100), RegularExpression(TextPattern.Line, ErrorMessage = TextPattern.Message)] string? Tracking);

/// <summary>All that was paid has been given back.</summary>
/// <param name="Restock">The goods came back in a state to be sold again. Means nothing for goods that were never shipped: these are
/// free again in any case.</param>
/// <param name="Reason">Why. The reason is shown to the shopper, word for word, in the order's history.</param>
public sealed record RefundOrderRequest(
    [property: JsonRequired] bool Restock,
    [property: Required, StringLength(200), RegularExpression(TextPattern.Line, ErrorMessage = TextPattern.Message)] string Reason);

/// <summary>The order is called off.</summary>
/// <param name="Reason">Why. It is shown to the shopper. Required of staff; whoever calls off an order of their own owes none.</param>
public sealed record CancelOrderRequest(
    [property: StringLength(200), RegularExpression(TextPattern.Line, ErrorMessage = TextPattern.Message)] string? Reason);
