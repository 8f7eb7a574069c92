using Avanii.Orders.Contracts;
using MassTransit;

namespace Avanii.Web.Mail.Orders;

/// <summary>The money has been given back.</summary>
public sealed class RefundLetterConsumer(OrderParts parts, Mailer mailer) : IConsumer<OrderRefunded>
{
    public Task Consume(ConsumeContext<OrderRefunded> context)
    {
        mailer.Enqueue(context.Message.Email, context.Message.Order, order => Write(context.Message, order));
        return Task.CompletedTask;
    }

    internal Letter Write(OrderRefunded refunded, OrderSnapshot order) => new(
        $"We have returned your money for order {refunded.Number}",
        [
            .. OrderParts.Opening(order, $"We have returned {parts.Money(refunded.Amount, refunded.Currency)} that you paid for order {refunded.Number}. Your bank may take some days to show it."),
            .. refunded.Reason is { Length: > 0 } reason ? new LetterPart[] { new LetterPart.Table([new("Reason", reason)]) } : [],
            .. parts.Link(refunded.OrderId, refunded.Subject),
            .. parts.Lines(order, "What you had ordered"),
        ])
    {
        Title = "Your money has been returned",
    };
}
