using Avanii.Catalog.Contracts;
using Avanii.Orders.Contracts;
using Avanii.Web.Texts;

namespace Avanii.Web.Pages.Orders;

/// <summary>An order's states in a shopper's words.</summary>
internal static class OrderWords
{
    public static string Title(OrderStatus status) => status switch
    {
        OrderStatus.Placed => OrderTexts.TitlePlaced,
        OrderStatus.Confirmed => OrderTexts.TitleConfirmed,
        OrderStatus.Rejected => OrderTexts.TitleRejected,
        OrderStatus.Cancelled => OrderTexts.TitleCancelled,
        OrderStatus.Expired => OrderTexts.TitleExpired,
        OrderStatus.Paid => OrderTexts.TitlePaid,
        OrderStatus.Shipped => OrderTexts.TitleShipped,
        OrderStatus.Delivered => OrderTexts.TitleDelivered,
        OrderStatus.Refunded => OrderTexts.TitleRefunded,
        _ => OrderTexts.TitleOther,
    };

    /// <param name="signedIn">Where it is found again: in the account, else in this browser.</param>
    public static string Lead(OrderView order, ShopFormat format, bool signedIn) => order.Status switch
    {
        OrderStatus.Placed => Text.Format(OrderTexts.LeadPlaced, order.Number),
        OrderStatus.Confirmed => Text.Format(signedIn ? OrderTexts.LeadConfirmed : OrderTexts.LeadConfirmedHere, order.Number),
        OrderStatus.Rejected => OrderTexts.LeadRejected,
        OrderStatus.Cancelled => Text.Format(OrderTexts.LeadCancelled, Owed(order, format)),
        OrderStatus.Expired => Text.Format(OrderTexts.LeadExpired, Owed(order, format)),
        OrderStatus.Paid => Text.Format(OrderTexts.LeadPaid, order.Number),
        OrderStatus.Shipped when order.PaymentMethod == PaymentMethod.OnDelivery =>
            Text.Format(OrderTexts.LeadShippedOnDelivery, order.Number, format.Money(order.Total, order.Currency)),
        OrderStatus.Shipped => Text.Format(OrderTexts.LeadShipped, order.Number),
        OrderStatus.Delivered => Text.Format(OrderTexts.LeadDelivered, order.Number),
        OrderStatus.Refunded => Text.Format(OrderTexts.LeadRefunded, format.Money(order.Paid, order.Currency), order.Number),
        _ => "",
    };

    /// <returns>Who has it and how to follow it, or null when nothing was said of that.</returns>
    public static string? Carrier(ShipmentView? shipment) => shipment switch
    {
        { Carrier: { } carrier, Tracking: { } tracking } => Text.Format(OrderTexts.CarrierTracking, carrier, tracking),
        { Carrier: { } carrier } => Text.Format(OrderTexts.CarrierOnly, carrier),
        { Tracking: { } tracking } => Text.Format(OrderTexts.TrackingOnly, tracking),
        _ => null,
    };

    /// <returns>What the shopper is owed, or that nobody owes anything.</returns>
    private static string Owed(OrderView order, ShopFormat format) => order.RefundDue > 0
        ? Text.Format(OrderTexts.Owed, format.Money(order.RefundDue, order.Currency))
        : OrderTexts.NothingToPay;

    public static string Step(OrderStatus status) => status switch
    {
        OrderStatus.Placed => OrderTexts.StepPlaced,
        OrderStatus.Confirmed => OrderTexts.StepConfirmed,
        OrderStatus.Rejected => OrderTexts.StepRejected,
        OrderStatus.Cancelled => OrderTexts.CalledOff,
        OrderStatus.Expired => OrderTexts.Expired,
        OrderStatus.Paid => OrderTexts.Paid,
        OrderStatus.Shipped => OrderTexts.StepShipped,
        OrderStatus.Delivered => OrderTexts.Delivered,
        OrderStatus.Refunded => OrderTexts.Refunded,
        _ => status.ToString(),
    };

    public static string State(OrderStatus status) => status switch
    {
        OrderStatus.Placed => OrderTexts.StatePlaced,
        OrderStatus.Confirmed => OrderTexts.StateConfirmed,
        OrderStatus.Rejected => OrderTexts.StateRejected,
        OrderStatus.Cancelled => OrderTexts.CalledOff,
        OrderStatus.Expired => OrderTexts.Expired,
        OrderStatus.Paid => OrderTexts.Paid,
        OrderStatus.Shipped => OrderTexts.StateShipped,
        OrderStatus.Delivered => OrderTexts.Delivered,
        OrderStatus.Refunded => OrderTexts.Refunded,
        _ => status.ToString(),
    };

    public static string Payment(PaymentMethod method) => method switch
    {
        PaymentMethod.OnDelivery => OrderTexts.PayOnDelivery,
        PaymentMethod.BankTransfer => OrderTexts.PayBankTransfer,
        _ => method.ToString(),
    };

    public static string Reason(OrderLineView line, string currency, ShopFormat format) => line.Rejection switch
    {
        StockRejectionReason.SoldOut when line.AvailableUnits is > 0 and var left => Text.Format(left == 1 ? OrderTexts.ReasonLeftOne : OrderTexts.ReasonLeftOther, line.Quantity, left),
        StockRejectionReason.SoldOut => OrderTexts.ReasonSoldOut,
        StockRejectionReason.PriceChanged when line.CurrentUnitPrice is { } now => Text.Format(OrderTexts.ReasonPrice, format.Money(line.UnitPrice, currency), format.Money(now, currency)),
        StockRejectionReason.PriceChanged => OrderTexts.ReasonPriceUnknown,
        StockRejectionReason.Retired => OrderTexts.ReasonRetired,
        _ => OrderTexts.ReasonOther,
    };
}
