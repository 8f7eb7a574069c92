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
        _ => "Your order",
    };

    public static string Text(OrderView order) => order.Status switch
    {
        OrderStatus.Placed => $"Your order {order.Number} is with us. It is confirmed as soon as every piece is reserved for you.",
        OrderStatus.Confirmed => $"Order {order.Number} is confirmed: every piece is reserved for you. You find it again under your orders in this browser.",
        OrderStatus.Rejected => "Nothing was ordered, reserved or charged, and your cart is as you left it.",
        OrderStatus.Cancelled => "Everything in it is free again, and there is nothing to pay.",
        OrderStatus.Expired => "It waited longer than it could, so everything in it is free again. There is nothing to pay.",
        _ => "",
    };

    public static string Step(OrderStatus status) => status switch
    {
        OrderStatus.Placed => "Ordered",
        OrderStatus.Confirmed => "Everything reserved",
        OrderStatus.Rejected => "Could not be reserved",
        OrderStatus.Cancelled => "Called off",
        OrderStatus.Expired => "Expired",
        _ => status.ToString(),
    };

    public static string State(OrderStatus status) => status switch
    {
        OrderStatus.Placed => "Being reserved",
        OrderStatus.Confirmed => "Confirmed",
        OrderStatus.Rejected => "Did not work out",
        OrderStatus.Cancelled => "Called off",
        OrderStatus.Expired => "Expired",
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
