using Avanii.Orders.Contracts;
using MassTransit;

namespace Avanii.Web.Mail.Orders;

/// <summary>Money has come for an order that is over: it goes back.</summary>
public sealed class LatePaymentLetterConsumer(OrderParts parts, Mailer mailer) : IConsumer<OrderPaidTooLate>
{
    public Task Consume(ConsumeContext<OrderPaidTooLate> context)
    {
        mailer.Enqueue(context.Message.Email, context.Message.Order, order => Write(context.Message, order));
        return Task.CompletedTask;
    }

    internal Letter Write(OrderPaidTooLate late, OrderSnapshot order) => new(
        $"Your payment for order {late.Number} came too late",
        [
            .. OrderParts.Opening(order, $"We have received {parts.Money(late.Amount, late.Currency)} for order {late.Number}. By then the order was over, and everything in it was free for others."),
            parts.Owed(order),
            new LetterPart.Paragraph("If you still want these things, please order them anew."),
            .. parts.Link(late.OrderId, late.Subject),
        ])
    {
        Title = "Your payment came too late",
    };
}
