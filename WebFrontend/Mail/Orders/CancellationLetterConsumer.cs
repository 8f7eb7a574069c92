using Avanii.Orders.Contracts;
using Avanii.Web.Texts;
using MassTransit;

namespace Avanii.Web.Mail.Orders;

/// <summary>The order was called off, by the shopper or by the shop.</summary>
public sealed class CancellationLetterConsumer(OrderParts parts, Mailer mailer) : IConsumer<OrderCancelled>
{
    public Task Consume(ConsumeContext<OrderCancelled> context)
    {
        parts.Enqueue(mailer, context.Message.Email, context.Message.Culture, context.Message.Order, order => Write(context.Message, order));
        return Task.CompletedTask;
    }

    internal Letter Write(OrderCancelled cancelled, OrderSnapshot order) => new(
        Text.Format(LetterTexts.CancelledSubject, cancelled.Number),
        [
            .. OrderParts.Opening(order, cancelled.ByShopper
                ? Text.Format(LetterTexts.CancelledByShopper, cancelled.Number)
                : Text.Format(LetterTexts.CancelledByShop, cancelled.Number)),
            .. Reason(cancelled),
            parts.Owed(order),
            .. parts.Link(cancelled.OrderId, cancelled.Subject),
            .. parts.Lines(order, LetterTexts.WhatYouHadOrdered),
        ])
    {
        Title = LetterTexts.CancelledTitle,
    };

    private static IReadOnlyList<LetterPart> Reason(OrderCancelled cancelled) =>
        cancelled is { ByShopper: false, Reason: { Length: > 0 } reason } ? [new LetterPart.Table([new(LetterTexts.Reason, reason)])] : [];
}
