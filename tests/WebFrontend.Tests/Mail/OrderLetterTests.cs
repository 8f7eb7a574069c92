using Avanii.Catalog.Contracts;
using Avanii.Orders.Contracts;
using Avanii.Testing;
using MimeKit;

namespace Avanii.Web.Tests.Mail;

/// <summary>What a shopper is written when OrderService tells what has become of an order.</summary>
public sealed class OrderLetterTests(MailApp app) : IClassFixture<MailApp>
{
    private static readonly OrderSnapshot s_order = new(
        DateTimeOffset.UnixEpoch, [new("MUG-SEA", "Mug", "mug", "Sea", null, 2, 18m, 36m, 0.2m, null, null, null)], 36m, 4.90m, 40.90m, [new(0.2m, 6.82m)], "EUR",
        new("Mia Meier", "Weg 1", null, "20457", "Hamburg", "DE"), PaymentMethod.BankTransfer);

    private static readonly OrderSnapshot s_owed = s_order with { Paid = 40.90m, RefundDue = 40.90m };

    private readonly Guid _id = Guid.CreateVersion7();
    private readonly string _to = $"{Guid.NewGuid():N}@example.com";

    [Fact]
    public async Task A_confirmed_order_says_what_was_ordered_where_it_goes_and_how_to_pay()
    {
        await app.DeliverAsync(Confirmed(s_order));
        var mail = await LetterAsync("Your order AV-1 is confirmed");
        foreach (var part in new[] { mail.TextBody!, new Page(default, mail.HtmlBody!, new()).Text })
        {
            Assert.All(["Hello Mia Meier,", "Mug, Sea", "2 × €18.00", "€36.00", "€4.90", "€40.90", "Weg 1", "20457 Hamburg", "Germany", "IE64 IRCE 9205 0112 3456 78"],
                said => Assert.Contains(said, part, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task An_order_placed_in_German_is_written_about_in_German()
    {
        await app.DeliverAsync(Confirmed(s_order with { Total = 1040.90m }) with { Culture = "de-AT" });
        var mail = await LetterAsync("Ihre Bestellung AV-1 ist bestätigt");
        Assert.Contains("<html lang=\"de\"", mail.HtmlBody, StringComparison.Ordinal);
        foreach (var part in new[] { mail.TextBody!, new Page(default, mail.HtmlBody!, new()).Text })
        {
            Assert.All(["Guten Tag Mia Meier,", "2 × 18,00\u00A0€", "Bitte überweisen Sie 1.040,90\u00A0€", "Deutschland"], said => Assert.Contains(said, part, StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public async Task What_is_paid_on_delivery_asks_for_no_transfer()
    {
        await app.DeliverAsync(Confirmed(s_order with { PaymentMethod = PaymentMethod.OnDelivery }));
        var text = (await LetterAsync("Your order AV-1 is confirmed")).TextBody!;
        Assert.Contains("have €40.90 ready for the courier", OneLine(text), StringComparison.Ordinal);
        Assert.DoesNotContain("IBAN", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_payment_is_acknowledged()
    {
        await app.DeliverAsync(new OrderPaid(_id, "AV-1", "guest:1", 40.90m, "EUR", _to, "en", s_order));
        Assert.Contains("We have received €40.90", (await LetterAsync("Your payment for order AV-1 has arrived")).TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_parcel_is_announced_with_carrier_and_tracking()
    {
        await app.DeliverAsync(new OrderShipped(_id, "AV-1", "guest:1", [], "DHL", "JD0001", _to, "en", s_order));
        var text = (await LetterAsync("Your order AV-1 is on its way")).TextBody;
        Assert.Contains("Carrier: DHL", text, StringComparison.Ordinal);
        Assert.Contains("Tracking number: JD0001", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "As you asked, order AV-1 is called off")]
    [InlineData(false, "We are sorry: we had to call off order AV-1")]
    public async Task A_cancellation_says_who_called_it_off_and_what_is_owed(bool byShopper, string said)
    {
        await app.DeliverAsync(new OrderCancelled(_id, "AV-1", "guest:1", Guid.Empty, Guid.Empty, _to, "en", s_owed, byShopper, byShopper ? null : "Damaged in the warehouse"));
        var text = OneLine((await LetterAsync("Your order AV-1 is called off")).TextBody!);
        Assert.Contains(said, text, StringComparison.Ordinal);
        Assert.Contains("You have paid €40.90, which we owe you back", text, StringComparison.Ordinal);
        Assert.Equal(!byShopper, text.Contains("Reason: Damaged in the warehouse", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_order_that_has_expired_says_why()
    {
        await app.DeliverAsync(new OrderExpired(_id, "AV-1", "guest:1", Guid.Empty, Guid.Empty, _to, "en", s_order, WasConfirmed: true));
        var text = OneLine((await LetterAsync("Your order AV-1 has expired")).TextBody!);
        Assert.Contains("has not reached us in time", text, StringComparison.Ordinal);
        Assert.Contains("There is nothing to pay", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rejection_gives_the_lines_reasons()
    {
        var refused = s_order with { Lines = [s_order.Lines[0] with { Rejection = StockRejectionReason.SoldOut, AvailableUnits = 1 }] };
        await app.DeliverAsync(new OrderRejected(_id, "AV-1", "guest:1", Guid.Empty, Guid.Empty, _to, "en", refused));
        Assert.Contains("- Mug, Sea: you ordered 2, and only 1 is left.", (await LetterAsync("Your order AV-1 did not work out")).TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refund_says_how_much_and_why()
    {
        await app.DeliverAsync(new OrderRefunded(_id, "AV-1", "guest:1", [], 40.90m, "EUR", true, true, _to, "en", s_order, "Came back broken"));
        var text = OneLine((await LetterAsync("We have returned your money for order AV-1")).TextBody!);
        Assert.Contains("We have returned €40.90", text, StringComparison.Ordinal);
        Assert.Contains("Came back broken", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Money_that_came_too_late_is_owed_back()
    {
        await app.DeliverAsync(new OrderPaidTooLate(_id, "AV-1", "guest:1", 40.90m, "EUR", _to, "en", s_owed));
        Assert.Contains("You have paid €40.90, which we owe you back", OneLine((await LetterAsync("Your payment for order AV-1 came too late")).TextBody!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_that_comes_twice_makes_one_letter_and_one_without_the_order_none()
    {
        var message = Guid.CreateVersion7();
        await app.DeliverAsync(Confirmed(s_order), message);
        await app.DeliverAsync(Confirmed(s_order), message);
        await app.DeliverAsync(Confirmed(null)); // of an older publisher
        await app.DeliverAsync(new OrderPaid(_id, "AV-1", "guest:1", 40.90m, "EUR", "", "en", s_order)); // whose address is forgotten
        await app.DeliverAsync(new OrderPaid(_id, "AV-1", "guest:1", 40.90m, "EUR", _to, "en", s_order));
        await LetterAsync("Your payment for order AV-1 has arrived");
        Assert.Equal(["Your order AV-1 is confirmed", "Your payment for order AV-1 has arrived"], (await LettersAsync()).Select(mail => mail.Subject).Order());
    }

    [Fact]
    public async Task A_guests_letter_carries_the_orders_key_and_an_accounts_does_not()
    {
        await app.DeliverAsync(Confirmed(s_order));
        Assert.Contains($"http://localhost:5001/orders/{_id}?key=", (await LetterAsync("Your order AV-1 is confirmed")).TextBody, StringComparison.Ordinal);
        await app.DeliverAsync(new OrderPaid(_id, "AV-1", "account:1", 40.90m, "EUR", _to, "en", s_order));
        Assert.Contains($"http://localhost:5001/orders/{_id}\r\n", (await LetterAsync("Your payment for order AV-1 has arrived")).TextBody!.ReplaceLineEndings("\r\n"), StringComparison.Ordinal);
    }

    private OrderConfirmed Confirmed(OrderSnapshot? order) => new(_id, "AV-1", "guest:1", Guid.Empty, [], 40.90m, "EUR", _to, "en", order);

    private async Task<MimeMessage> LetterAsync(string subject) =>
        (await Eventually.GetAsync(LettersAsync, letters => letters.Exists(letter => letter.Subject == subject))).Single(letter => letter.Subject == subject);

    private async Task<List<MimeMessage>> LettersAsync()
    {
        var letters = new List<MimeMessage>();
        foreach (var file in Directory.GetFiles(app.Folder, "*.eml"))
        {
            letters.Add(await MimeMessage.LoadAsync(file));
        }
        return [.. letters.Where(letter => letter.To.ToString() == _to)];
    }

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
