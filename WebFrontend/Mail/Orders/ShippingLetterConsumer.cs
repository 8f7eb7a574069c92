using Avanii.Orders.Contracts;
using MassTransit;

namespace Avanii.Web.Mail.Orders;

/// <summary>The parcel is on its way.</summary>
public sealed class ShippingLetterConsumer(OrderParts parts, Mailer mailer) : IConsumer<OrderShipped>
{
    public Task Consume(ConsumeContext<OrderShipped> context)
    {
        mailer.Enqueue(context.Message.Email, context.Message.Order, order => Write(context.Message, order));
        return Task.CompletedTask;
    }

    internal Letter Write(OrderShipped shipped, OrderSnapshot order) => new(
        $"Your order {shipped.Number} is on its way",
        [
            .. OrderParts.Opening(order, $"Order {shipped.Number} has left our warehouse.{(order.PaymentMethod == PaymentMethod.OnDelivery ? $" Please have {parts.Money(order.Total, order.Currency)} ready for the courier." : "")}"),
            .. Parcel(shipped),
            .. parts.Link(shipped.OrderId, shipped.Subject),
            .. OrderParts.Address(order, "Where it goes"),
            .. parts.Lines(order, "What is in it"),
        ])
    {
        Title = "It is on its way",
    };

    private static IReadOnlyList<LetterPart> Parcel(OrderShipped shipped)
    {
        var known = new List<LetterPart.Row>();
        if (!string.IsNullOrEmpty(shipped.Carrier))
        {
            known.Add(new("Carrier", shipped.Carrier));
        }
        if (!string.IsNullOrEmpty(shipped.Tracking))
        {
            known.Add(new("Tracking number", shipped.Tracking));
        }
        return known is [] ? [] : [new LetterPart.Table(known)];
    }
}
