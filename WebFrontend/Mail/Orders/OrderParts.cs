using Avanii.Orders.Contracts;
using Avanii.Web.Accounts;
using Microsoft.Extensions.Options;

namespace Avanii.Web.Mail.Orders;

/// <summary>What letters about orders have in common.</summary>
public sealed class OrderParts(ShopFormat format, IOptions<ShopOptions> shop, OrderLink links)
{
    public BankAccount BankTransfer => shop.Value.BankTransfer;

    public string Money(decimal amount, string currency) => format.Money(amount, currency);

    /// <returns>A greeting, and what the letter is about.</returns>
    public static IReadOnlyList<LetterPart> Opening(OrderSnapshot order, string text) => [new LetterPart.Greeting($"Hello {order.Address.Name},"), new LetterPart.Paragraph(text)];

    /// <returns>Leads to the order; for a guest with what the link is good for.</returns>
    public IReadOnlyList<LetterPart> Link(Guid orderId, string subject, string text = "See your order")
    {
        var link = new LetterPart.Action(text, links.To(orderId, subject));
        return OrderLink.IsGuest(subject)
            ? [link, new LetterPart.Note("For a year this link opens this order without signing in, for whoever has it: please keep it to yourself.")]
            : [link];
    }

    public IReadOnlyList<LetterPart> Lines(OrderSnapshot order, string heading) =>
    [
        new LetterPart.Heading(heading),
        new LetterPart.Items(
            [.. order.Lines.Select(line => new LetterPart.Item(Name(line), $"{format.Number(line.Quantity)} × {Money(line.UnitPrice, order.Currency)}", Money(line.LineTotal, order.Currency)))],
            [
                new("Subtotal", Money(order.Subtotal, order.Currency)),
                new("Delivery", order.Delivery == 0 ? "Free" : Money(order.Delivery, order.Currency)),
                new("Total", Money(order.Total, order.Currency)),
            ],
            [.. order.Vat.Select(vat => new LetterPart.Row($"Includes {format.Percent(vat.Rate)} VAT", Money(vat.Amount, order.Currency)))]),
    ];

    public static IReadOnlyList<LetterPart> Address(OrderSnapshot order, string heading)
    {
        var to = order.Address;
        string?[] lines = [to.Name, to.Street, to.Extra, $"{to.PostalCode} {to.City}", ShopFormat.Country(to.Country)];
        return [new LetterPart.Heading(heading), new LetterPart.Lines([.. lines.Where(line => !string.IsNullOrWhiteSpace(line)).Select(line => line!)])];
    }

    /// <returns>What is owed to the shopper, or that nobody owes anything.</returns>
    public LetterPart Owed(OrderSnapshot order) => new LetterPart.Paragraph(order.RefundDue > 0
        ? $"You have paid {Money(order.RefundDue, order.Currency)}, which we owe you back: you need not do anything, and we write to you when it is on its way."
        : "There is nothing to pay.");

    public string Reason(OrderLineView line, string currency) => $"{Name(line)}: {Pages.Orders.OrderWords.Reason(line, currency, format)}";

    private static string Name(OrderLineView line) => line.Options.Length > 0 ? $"{line.ProductName}, {line.Options}" : line.ProductName;
}

internal static class OrderMailer
{
    /// <summary>Queues the letter, if the order's event says what to write and to whom: a publisher from before there were mails does not.</summary>
    public static void Enqueue(this Mailer mailer, string email, OrderSnapshot? order, Func<OrderSnapshot, Letter> write)
    {
        if (order is not null && email.Length > 0)
        {
            mailer.Enqueue(email, write(order));
        }
    }
}
