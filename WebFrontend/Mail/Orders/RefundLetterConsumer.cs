using Avanii.Orders.Contracts;
using Avanii.Web.Texts;
using MassTransit;

namespace Avanii.Web.Mail.Orders;

/// <summary>The money has been given back.</summary>
public sealed class RefundLetterConsumer(OrderParts parts, Mailer mailer) : IConsumer<OrderRefunded>
{
    public Task Consume(ConsumeContext<OrderRefunded> context)
    {
        parts.Enqueue(mailer, context.Message.Email, context.Message.Culture, context.Message.Order, order => Write(context.Message, order));
        return Task.CompletedTask;
    }

    internal Letter Write(OrderRefunded refunded, OrderSnapshot order) => new(
        Text.Format(LetterTexts.RefundedSubject, refunded.Number),
        [
            .. OrderParts.Opening(order, Text.Format(LetterTexts.Refunded, parts.Money(refunded.Amount, refunded.Currency), refunded.Number)),
            .. refunded.Reason is { Length: > 0 } reason ? new LetterPart[] { new LetterPart.Table([new(LetterTexts.Reason, reason)]) } : [],
            .. parts.Link(refunded.OrderId, refunded.Subject),
            .. parts.Lines(order, LetterTexts.WhatYouHadOrdered),
        ])
    {
        Title = LetterTexts.RefundedTitle,
    };
}
