using Avanii.Catalog.Contracts;
using Avanii.Orders.Contracts;

namespace Avanii.Web.Pages.Orders;

/// <summary>An order's states in a shopper's words.</summary>
internal static class OrderWords
{
    public static string Title(OrderStatus status) => status switch
    {
        OrderStatus.Placed => "One moment: we are setting it aside",
        OrderStatus.Confirmed => "Thank you. It is yours.",
        OrderStatus.Rejected => "That did not work out",
        OrderStatus.Cancelled => "The order is called off",
        OrderStatus.Expired => "The order has expired",
        OrderStatus.Paid => "Thank you. Your payment has arrived.",
        OrderStatus.Shipped => "It is on its way",
        OrderStatus.Delivered => "It has arrived",
        OrderStatus.Refunded => "Your money has been returned",
        _ => "Your order",
    };

    /// <param name="signedIn">Where it is found again: in the account, else in this browser.</param>
    public static string Text(OrderView order, ShopFormat format, bool signedIn) => order.Status switch
    {
        OrderStatus.Placed => $"Your order {order.Number} is with us. It is confirmed as soon as every piece is reserved for you.",
        OrderStatus.Confirmed => $"Order {order.Number} is confirmed: every piece is reserved for you. You find it again under your orders{(signedIn ? "" : " in this browser")}.",
        OrderStatus.Rejected => "Nothing was ordered, reserved or charged, and your cart is as you left it.",
        OrderStatus.Cancelled => $"Everything in it is free again. {Owed(order, format)}",
        OrderStatus.Expired => $"It waited longer than it could, so everything in it is free again. {Owed(order, format)}",
        OrderStatus.Paid => $"Order {order.Number} is paid and reserved for you. We ship it next.",
        OrderStatus.Shipped when order.PaymentMethod == PaymentMethod.OnDelivery =>
            $"Order {order.Number} has left our warehouse. Please have {format.Money(order.Total, order.Currency)} ready for the courier.",
        OrderStatus.Shipped => $"Order {order.Number} has left our warehouse.",
        OrderStatus.Delivered => $"Order {order.Number} was handed over. We hope you like it.",
        OrderStatus.Refunded => $"We have returned {format.Money(order.Paid, order.Currency)} that you paid for order {order.Number}.",
        _ => "",
    };

    /// <returns>Who has it and how to follow it, or null when nothing was said of that.</returns>
    public static string? Carrier(ShipmentView? shipment) => shipment switch
    {
        { Carrier: { } carrier, Tracking: { } tracking } => $"With {carrier}, tracking number {tracking}",
        { Carrier: { } carrier } => $"With {carrier}",
        { Tracking: { } tracking } => $"Tracking number {tracking}",
        _ => null,
    };

    /// <returns>What the shopper is owed, or that nobody owes anything.</returns>
    private static string Owed(OrderView order, ShopFormat format) => order.RefundDue > 0
        ? $"You have paid {format.Money(order.RefundDue, order.Currency)}, which we owe you back: you need not do anything."
        : "There is nothing to pay.";

    public static string Step(OrderStatus status) => status switch
    {
        OrderStatus.Placed => "Ordered",
        OrderStatus.Confirmed => "Everything reserved",
        OrderStatus.Rejected => "Could not be reserved",
        OrderStatus.Cancelled => "Called off",
        OrderStatus.Expired => "Expired",
        OrderStatus.Paid => "Paid",
        OrderStatus.Shipped => "Sent on its way",
        OrderStatus.Delivered => "Delivered",
        OrderStatus.Refunded => "Money returned",
        _ => status.ToString(),
    };

    public static string State(OrderStatus status) => status switch
    {
        OrderStatus.Placed => "Being reserved",
        OrderStatus.Confirmed => "Confirmed",
        OrderStatus.Rejected => "Did not work out",
        OrderStatus.Cancelled => "Called off",
        OrderStatus.Expired => "Expired",
        OrderStatus.Paid => "Paid",
        OrderStatus.Shipped => "On its way",
        OrderStatus.Delivered => "Delivered",
        OrderStatus.Refunded => "Money returned",
        _ => status.ToString(),
    };

    public static string Payment(PaymentMethod method) => method switch
    {
        PaymentMethod.OnDelivery => "On delivery, to the courier",
        PaymentMethod.BankTransfer => "By bank transfer",
        _ => method.ToString(),
    };

    public static string Reason(OrderLineView line, string currency, ShopFormat format) => line.Rejection switch
    {
        StockRejectionReason.SoldOut when line.AvailableUnits is > 0 and var left => $"you ordered {line.Quantity}, and only {left} {(left == 1 ? "is" : "are")} left.",
        StockRejectionReason.SoldOut => "it has just sold out.",
        StockRejectionReason.PriceChanged when line.CurrentUnitPrice is { } now => $"its price has risen from {format.Money(line.UnitPrice, currency)} to {format.Money(now, currency)}.",
        StockRejectionReason.PriceChanged => "its price has risen.",
        StockRejectionReason.Retired => "we no longer sell it.",
        _ => "it could not be had.",
    };
}
