using Avanii.Orders.Contracts;
using Avanii.Web.Texts;
using MassTransit;

namespace Avanii.Web.Mail.Orders;

/// <summary>A deadline of the order has passed.</summary>
public sealed class ExpiryLetterConsumer(OrderParts parts, Mailer mailer) : IConsumer<OrderExpired>
{
    public Task Consume(ConsumeContext<OrderExpired> context)
    {
        parts.Enqueue(mailer, context.Message.Email, context.Message.Culture, context.Message.Order, order => Write(context.Message, order));
        return Task.CompletedTask;
    }

    internal Letter Write(OrderExpired expired, OrderSnapshot order) => new(
        Text.Format(LetterTexts.ExpiredSubject, expired.Number),
        [
            .. OrderParts.Opening(order, expired.WasConfirmed
                ? Text.Format(LetterTexts.ExpiredUnpaid, expired.Number)
                : Text.Format(LetterTexts.ExpiredUnreserved, expired.Number)),
            parts.Owed(order),
            new LetterPart.Paragraph(expired.WasConfirmed
                ? LetterTexts.ExpiredPaymentUnderway
                : LetterTexts.CartAsItWas),
            .. parts.Link(expired.OrderId, expired.Subject),
            .. parts.Lines(order, LetterTexts.WhatYouHadOrdered),
        ])
    {
        Title = LetterTexts.ExpiredTitle,
    };
}
