using Avanii.Orders.Contracts;
using Avanii.Web.Texts;
using MassTransit;

namespace Avanii.Web.Mail.Orders;

/// <summary>Money has come for an order that is over: it goes back.</summary>
public sealed class LatePaymentLetterConsumer(OrderParts parts, Mailer mailer) : IConsumer<OrderPaidTooLate>
{
    public Task Consume(ConsumeContext<OrderPaidTooLate> context)
    {
        parts.Enqueue(mailer, context.Message.Email, context.Message.Culture, context.Message.Order, order => Write(context.Message, order));
        return Task.CompletedTask;
    }

    internal Letter Write(OrderPaidTooLate late, OrderSnapshot order) => new(
        Text.Format(LetterTexts.LateSubject, late.Number),
        [
            .. OrderParts.Opening(order, Text.Format(LetterTexts.Late, parts.Money(late.Amount, late.Currency), late.Number)),
            parts.Owed(order),
            new LetterPart.Paragraph(LetterTexts.OrderAnew),
            .. parts.Link(late.OrderId, late.Subject),
        ])
    {
        Title = LetterTexts.LateTitle,
    };
}
