using Avanii.Orders.Contracts;
using MassTransit;

namespace Avanii.Web.Mail.Orders;

/// <summary>Every piece is reserved: what was ordered, and how it is paid.</summary>
public sealed class ConfirmationLetterConsumer(OrderParts parts, Mailer mailer) : IConsumer<OrderConfirmed>
{
    public Task Consume(ConsumeContext<OrderConfirmed> context)
    {
        mailer.Enqueue(context.Message.Email, context.Message.Order, order => Write(context.Message, order));
        return Task.CompletedTask;
    }

    internal Letter Write(OrderConfirmed confirmed, OrderSnapshot order) => new(
        $"Your order {confirmed.Number} is confirmed",
        [
            .. OrderParts.Opening(order, $"Order {confirmed.Number} is confirmed: every piece is reserved for you."),
            .. Payment(confirmed, order),
            .. parts.Link(confirmed.OrderId, confirmed.Subject),
            .. parts.Lines(order, "What you ordered"),
            .. OrderParts.Address(order, "Where it goes"),
        ])
    {
        Title = "Thank you. It is yours.",
    };

    private IReadOnlyList<LetterPart> Payment(OrderConfirmed confirmed, OrderSnapshot order)
    {
        var total = parts.Money(order.Total, order.Currency);
        if (order.PaymentMethod != PaymentMethod.BankTransfer)
        {
            return [new LetterPart.Paragraph($"We ship it next. Please have {total} ready for the courier.")];
        }
        var account = parts.BankTransfer;
        return
        [
            new LetterPart.Heading($"Please transfer {total}"),
            new LetterPart.Paragraph($"Within {account.Days} days; we ship as soon as it has arrived."),
            new LetterPart.Table([new("Account holder", account.Holder), new("IBAN", account.Iban), new("BIC", account.Bic), new("Reference", confirmed.Number)]),
        ];
    }
}
