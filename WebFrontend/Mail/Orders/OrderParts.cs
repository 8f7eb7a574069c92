using Avanii.Orders.Contracts;
using Avanii.Web.Accounts;
using Avanii.Web.Languages;
using Avanii.Web.Texts;
using Microsoft.Extensions.Options;

namespace Avanii.Web.Mail.Orders;

/// <summary>What letters about orders have in common.</summary>
public sealed class OrderParts(ShopFormat format, ShopCultures cultures, IOptions<ShopOptions> shop, OrderLink links)
{
    public BankAccount BankTransfer => shop.Value.BankTransfer;

    public string Money(decimal amount, string currency) => format.Money(amount, currency);

    /// <returns>A greeting, and what the letter is about.</returns>
    public static IReadOnlyList<LetterPart> Opening(OrderSnapshot order, string text) => [new LetterPart.Greeting(Text.Format(LetterTexts.Hello, order.Address.Name)), new LetterPart.Paragraph(text)];

    /// <returns>Leads to the order; for a guest with what the link is good for.</returns>
    public IReadOnlyList<LetterPart> Link(Guid orderId, string subject)
    {
        var link = new LetterPart.Action(LetterTexts.SeeOrder, links.To(orderId, subject));
        return OrderLink.IsGuest(subject)
            ? [link, new LetterPart.Note(LetterTexts.GuestLink)]
            : [link];
    }

    public IReadOnlyList<LetterPart> Lines(OrderSnapshot order, string heading) =>
    [
        new LetterPart.Heading(heading),
        new LetterPart.Items(
            [.. order.Lines.Select(line => new LetterPart.Item(Name(line), $"{format.Number(line.Quantity)} × {Money(line.UnitPrice, order.Currency)}", Money(line.LineTotal, order.Currency)))],
            [
                new(LetterTexts.Subtotal, Money(order.Subtotal, order.Currency)),
                new(LetterTexts.Delivery, order.Delivery == 0 ? LetterTexts.Free : Money(order.Delivery, order.Currency)),
                new(LetterTexts.Total, Money(order.Total, order.Currency)),
            ],
            [.. order.Vat.Select(vat => new LetterPart.Row(Text.Format(LetterTexts.IncludesVat, format.Percent(vat.Rate)), Money(vat.Amount, order.Currency)))]),
    ];

    public static IReadOnlyList<LetterPart> Address(OrderSnapshot order, string heading)
    {
        var to = order.Address;
        string?[] lines = [to.Name, to.Street, to.Extra, $"{to.PostalCode} {to.City}", ShopFormat.Country(to.Country)];
        return [new LetterPart.Heading(heading), new LetterPart.Lines([.. lines.Where(line => !string.IsNullOrWhiteSpace(line)).Select(line => line!)])];
    }

    /// <returns>What is owed to the shopper, or that nobody owes anything.</returns>
    public LetterPart Owed(OrderSnapshot order) => new LetterPart.Paragraph(order.RefundDue > 0
        ? Text.Format(LetterTexts.Owed, Money(order.RefundDue, order.Currency))
        : LetterTexts.NothingToPay);

    public string Reason(OrderLineView line, string currency) => $"{Name(line)}: {Pages.Orders.OrderWords.Reason(line, currency, format)}";

    /// <summary>Queues the letter in the language that the order was placed in, if the order's event says what to write and to whom: a publisher
    /// from before there were mails does not.</summary>
    internal void Enqueue(Mailer mailer, string email, string culture, OrderSnapshot? order, Func<OrderSnapshot, Letter> write)
    {
        if (order is null || email.Length == 0)
        {
            return;
        }
        using (cultures.Use(culture))
        {
            mailer.Enqueue(email, write(order));
        }
    }

    private static string Name(OrderLineView line) => line.Options.Length > 0 ? $"{line.ProductName}, {line.Options}" : line.ProductName;
}
