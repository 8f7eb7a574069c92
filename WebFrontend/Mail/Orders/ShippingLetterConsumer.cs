using Avanii.Orders.Contracts;
using Avanii.Web.Texts;
using MassTransit;

namespace Avanii.Web.Mail.Orders;

/// <summary>The parcel is on its way.</summary>
public sealed class ShippingLetterConsumer(OrderParts parts, Mailer mailer) : IConsumer<OrderShipped>
{
    public Task Consume(ConsumeContext<OrderShipped> context)
    {
        parts.Enqueue(mailer, context.Message.Email, context.Message.Culture, context.Message.Order, order => Write(context.Message, order));
        return Task.CompletedTask;
    }

    internal Letter Write(OrderShipped shipped, OrderSnapshot order) => new(
        Text.Format(LetterTexts.ShippedSubject, shipped.Number),
        [
            .. OrderParts.Opening(order, order.PaymentMethod == PaymentMethod.OnDelivery
                ? Text.Format(LetterTexts.ShippedOnDelivery, shipped.Number, parts.Money(order.Total, order.Currency))
                : Text.Format(LetterTexts.Shipped, shipped.Number)),
            .. Parcel(shipped),
            .. parts.Link(shipped.OrderId, shipped.Subject),
            .. OrderParts.Address(order, LetterTexts.WhereItGoes),
            .. parts.Lines(order, LetterTexts.WhatIsInIt),
        ])
    {
        Title = LetterTexts.ShippedTitle,
    };

    private static IReadOnlyList<LetterPart> Parcel(OrderShipped shipped)
    {
        var known = new List<LetterPart.Row>();
        if (!string.IsNullOrEmpty(shipped.Carrier))
        {
            known.Add(new(LetterTexts.Carrier, shipped.Carrier));
        }
        if (!string.IsNullOrEmpty(shipped.Tracking))
        {
            known.Add(new(LetterTexts.TrackingNumber, shipped.Tracking));
        }
        return known is [] ? [] : [new LetterPart.Table(known)];
    }
}
