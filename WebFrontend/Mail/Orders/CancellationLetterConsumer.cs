using Avanii.Orders.Contracts;
using MassTransit;

namespace Avanii.Web.Mail.Orders;

/// <summary>The order was called off, by the shopper or by the shop.</summary>
public sealed class CancellationLetterConsumer(OrderParts parts, Mailer mailer) : IConsumer<OrderCancelled>
{
    public Task Consume(ConsumeContext<OrderCancelled> context)
    {
        mailer.Enqueue(context.Message.Email, context.Message.Order, order => Write(context.Message, order));
        return Task.CompletedTask;
    }

    internal Letter Write(OrderCancelled cancelled, OrderSnapshot order) => new(
        $"Your order {cancelled.Number} is called off",
        [
            .. OrderParts.Opening(order, cancelled.ByShopper
                ? $"As you asked, order {cancelled.Number} is called off, and everything in it is free again."
                : $"We are sorry: we had to call off order {cancelled.Number}."),
            .. Reason(cancelled),
            parts.Owed(order),
            .. parts.Link(cancelled.OrderId, cancelled.Subject),
            .. parts.Lines(order, "What you had ordered"),
        ])
    {
        Title = "The order is called off",
    };

    private static IReadOnlyList<LetterPart> Reason(OrderCancelled cancelled) =>
        cancelled is { ByShopper: false, Reason: { Length: > 0 } reason } ? [new LetterPart.Table([new("Reason", reason)])] : [];
}
