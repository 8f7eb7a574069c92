using Avanii.Orders.Contracts;
using MassTransit;

namespace Avanii.Web.Mail.Orders;

/// <summary>The money has come.</summary>
public sealed class PaymentLetterConsumer(OrderParts parts, Mailer mailer) : IConsumer<OrderPaid>
{
    public Task Consume(ConsumeContext<OrderPaid> context)
    {
        mailer.Enqueue(context.Message.Email, context.Message.Order, order => Write(context.Message, order));
        return Task.CompletedTask;
    }

    internal Letter Write(OrderPaid paid, OrderSnapshot order) => new(
        $"Your payment for order {paid.Number} has arrived",
        [
            .. OrderParts.Opening(order, $"We have received {parts.Money(paid.Amount, paid.Currency)} for order {paid.Number}. We ship it next, and write to you when it is on its way."),
            .. parts.Link(paid.OrderId, paid.Subject),
            .. parts.Lines(order, "What you ordered"),
            .. OrderParts.Address(order, "Where it goes"),
        ])
    {
        Title = "Thank you. Your payment has arrived.",
    };
}
