using Avanii.Orders.Contracts;
using MassTransit;

namespace Avanii.Web.Mail.Orders;

/// <summary>A deadline of the order has passed.</summary>
public sealed class ExpiryLetterConsumer(OrderParts parts, Mailer mailer) : IConsumer<OrderExpired>
{
    public Task Consume(ConsumeContext<OrderExpired> context)
    {
        mailer.Enqueue(context.Message.Email, context.Message.Order, order => Write(context.Message, order));
        return Task.CompletedTask;
    }

    internal Letter Write(OrderExpired expired, OrderSnapshot order) => new(
        $"Your order {expired.Number} has expired",
        [
            .. OrderParts.Opening(order, expired.WasConfirmed
                ? $"The payment for order {expired.Number} has not reached us in time, so everything in it is free again."
                : $"We are sorry: we could not reserve the pieces of order {expired.Number} in time, so that it has expired."),
            parts.Owed(order),
            new LetterPart.Paragraph(expired.WasConfirmed
                ? "If your payment is on its way already, it is not lost: we book it on this order and send it back. If you still want these things, please order them anew."
                : "Your cart is as you left it: you can order again from there."),
            .. parts.Link(expired.OrderId, expired.Subject),
            .. parts.Lines(order, "What you had ordered"),
        ])
    {
        Title = "The order has expired",
    };
}
