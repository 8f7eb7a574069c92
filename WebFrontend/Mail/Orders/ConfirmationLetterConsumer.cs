using Avanii.Orders.Contracts;
using Avanii.Web.Texts;
using MassTransit;

namespace Avanii.Web.Mail.Orders;

/// <summary>Every piece is reserved: what was ordered, and how it is paid.</summary>
public sealed class ConfirmationLetterConsumer(OrderParts parts, Mailer mailer) : IConsumer<OrderConfirmed>
{
    public Task Consume(ConsumeContext<OrderConfirmed> context)
    {
        parts.Enqueue(mailer, context.Message.Email, context.Message.Culture, context.Message.Order, order => Write(context.Message, order));
        return Task.CompletedTask;
    }

    internal Letter Write(OrderConfirmed confirmed, OrderSnapshot order) => new(
        Text.Format(LetterTexts.ConfirmedSubject, confirmed.Number),
        [
            .. OrderParts.Opening(order, Text.Format(LetterTexts.Confirmed, confirmed.Number)),
            .. Payment(confirmed, order),
            .. parts.Link(confirmed.OrderId, confirmed.Subject),
            .. parts.Lines(order, LetterTexts.WhatYouOrdered),
            .. OrderParts.Address(order, LetterTexts.WhereItGoes),
        ])
    {
        Title = LetterTexts.ConfirmedTitle,
    };

    private IReadOnlyList<LetterPart> Payment(OrderConfirmed confirmed, OrderSnapshot order)
    {
        var total = parts.Money(order.Total, order.Currency);
        if (order.PaymentMethod != PaymentMethod.BankTransfer)
        {
            return [new LetterPart.Paragraph(Text.Format(LetterTexts.ShipNextOnDelivery, total))];
        }
        var account = parts.BankTransfer;
        return
        [
            new LetterPart.Heading(Text.Format(LetterTexts.PleaseTransfer, total)),
            new LetterPart.Paragraph(Text.Format(LetterTexts.TransferWithin, account.Days)),
            new LetterPart.Table([new(LetterTexts.AccountHolder, account.Holder), new(LetterTexts.Iban, account.Iban), new(LetterTexts.Bic, account.Bic), new(LetterTexts.Reference, confirmed.Number)]),
        ];
    }
}
