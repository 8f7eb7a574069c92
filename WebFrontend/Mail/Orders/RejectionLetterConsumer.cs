using Avanii.Orders.Contracts;
using MassTransit;

namespace Avanii.Web.Mail.Orders;

/// <summary>The order could not be had as it was placed. Whoever waited for it was told on the page; who has left reads it here.</summary>
public sealed class RejectionLetterConsumer(OrderParts parts, Mailer mailer) : IConsumer<OrderRejected>
{
    public Task Consume(ConsumeContext<OrderRejected> context)
    {
        mailer.Enqueue(context.Message.Email, context.Message.Order, order => Write(context.Message, order));
        return Task.CompletedTask;
    }

    internal Letter Write(OrderRejected rejected, OrderSnapshot order) => new(
        $"Your order {rejected.Number} did not work out",
        [
            .. OrderParts.Opening(order, $"We could not reserve order {rejected.Number} for you. Nothing was ordered or charged, and your cart is as you left it."),
            new LetterPart.Heading("What stood in the way"),
            new LetterPart.List([.. order.Lines.Where(line => line.Rejection is not null).Select(line => parts.Reason(line, order.Currency))]),
            .. parts.Link(rejected.OrderId, rejected.Subject),
        ])
    {
        Title = "That did not work out",
    };
}
