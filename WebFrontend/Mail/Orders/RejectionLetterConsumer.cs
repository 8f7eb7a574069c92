using Avanii.Orders.Contracts;
using Avanii.Web.Texts;
using MassTransit;

namespace Avanii.Web.Mail.Orders;

/// <summary>The order could not be had as it was placed. Whoever waited for it was told on the page; who has left reads it here.</summary>
public sealed class RejectionLetterConsumer(OrderParts parts, Mailer mailer) : IConsumer<OrderRejected>
{
    public Task Consume(ConsumeContext<OrderRejected> context)
    {
        parts.Enqueue(mailer, context.Message.Email, context.Message.Culture, context.Message.Order, order => Write(context.Message, order));
        return Task.CompletedTask;
    }

    internal Letter Write(OrderRejected rejected, OrderSnapshot order) => new(
        Text.Format(LetterTexts.RejectedSubject, rejected.Number),
        [
            .. OrderParts.Opening(order, Text.Format(LetterTexts.Rejected, rejected.Number)),
            new LetterPart.Heading(LetterTexts.InTheWay),
            new LetterPart.List([.. order.Lines.Where(line => line.Rejection is not null).Select(line => parts.Reason(line, order.Currency))]),
            .. parts.Link(rejected.OrderId, rejected.Subject),
        ])
    {
        Title = LetterTexts.RejectedTitle,
    };
}
