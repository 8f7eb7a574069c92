using Avanii.Orders.Contracts;
using Avanii.Web.Texts;
using MassTransit;

namespace Avanii.Web.Mail.Orders;

/// <summary>The money has come.</summary>
public sealed class PaymentLetterConsumer(OrderParts parts, Mailer mailer) : IConsumer<OrderPaid>
{
    public Task Consume(ConsumeContext<OrderPaid> context)
    {
        parts.Enqueue(mailer, context.Message.Email, context.Message.Culture, context.Message.Order, order => Write(context.Message, order));
        return Task.CompletedTask;
    }

    internal Letter Write(OrderPaid paid, OrderSnapshot order) => new(
        Text.Format(LetterTexts.PaidSubject, paid.Number),
        [
            .. OrderParts.Opening(order, Text.Format(LetterTexts.Paid, parts.Money(paid.Amount, paid.Currency), paid.Number)),
            .. parts.Link(paid.OrderId, paid.Subject),
            .. parts.Lines(order, LetterTexts.WhatYouOrdered),
            .. OrderParts.Address(order, LetterTexts.WhereItGoes),
        ])
    {
        Title = LetterTexts.PaidTitle,
    };
}
