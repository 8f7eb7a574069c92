using System.Net;
using System.Text.RegularExpressions;
using Avanii.Orders.Contracts;

namespace Avanii.Web.Tests.Texts;

/// <summary>Somebody who chose German buys a mug.</summary>
public sealed partial class GermanPurchaseTests : IClassFixture<ShopApp>
{
    private readonly ShopApp _app;

    public GermanPurchaseTests(ShopApp app)
    {
        _app = app;
        _app.Gateway.Reset();
    }

    [Fact]
    public async Task A_purchase_is_German_from_the_front_page_to_the_confirmation()
    {
        using var browser = _app.Open();
        await browser.PostAsync("/language", Browser.Fields(("culture", "de-DE")));
        var pages = new List<(string Source, Page Page)>
        {
            ("Pages/Home/", await browser.GetAsync("/")),
            ("Pages/Products/", await browser.GetAsync("/p/mug")),
        };
        Assert.Equal("/cart?added=MUG-SEA", (await browser.AddToCartAsync()).Location);
        pages.Add(("Pages/Cart/", await browser.GetAsync("/cart?added=MUG-SEA")));
        var checkout = await browser.GetAsync("/checkout");
        pages.Add(("Pages/Checkout/", checkout));
        var form = checkout.Form("checkout-form");
        pages.Add(("Pages/Checkout/", await browser.PostAsync("/checkout", form))); // with nothing filled in
        foreach (var (name, value) in Browser.Fields(("Email", "mia@example.com"), ("Name", "Mia"), ("Street", "Weg 1"), ("PostalCode", "20457"), ("City", "Hamburg"), ("Country", "DE"), ("Payment", "BankTransfer")))
        {
            form["Form." + name] = value;
        }
        var placed = await browser.PostAsync("/checkout", form);
        Assert.Equal((HttpStatusCode.Found, $"/orders/{StubGateway.OrderId}"), (placed.Status, placed.Location));
        _app.Gateway.On("GET", "/api/orders", () => new OrderPage([new(StubGateway.OrderId, "AV-7K3M-Q2XD", OrderStatus.Confirmed, DateTimeOffset.UnixEpoch, 1040.90m, "EUR", 2, [StubGateway.Picture])], null));
        var confirmation = await browser.GetAsync(placed.Location!);
        pages.Add(("Pages/Orders/", confirmation));
        var orders = await browser.GetAsync("/orders");
        pages.Add(("Pages/Orders/", orders));
        pages.Add(("Pages/Problems/", await browser.GetAsync("/no-such-page")));

        Assert.All(pages, page => Assert.Contains("<html lang=\"de\"", page.Page.Html, StringComparison.Ordinal));
        Assert.Contains("Zahlungspflichtig bestellen: 40,90\u00A0€", checkout.Html.Replace("&#xA0;", "\u00A0", StringComparison.Ordinal).Replace("&#x20AC;", "€", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains(">Deutschland</option>", checkout.Html, StringComparison.Ordinal);
        Assert.Contains("Vielen Dank. Es gehört Ihnen.", confirmation.Text, StringComparison.Ordinal);
        Assert.Contains("1. Januar 1970, 01:00", confirmation.Text, StringComparison.Ordinal);
        Assert.Contains("1. Januar 1970 , 2 Artikel", orders.Text, StringComparison.Ordinal);
        Assert.Contains("1.040,90", orders.Text, StringComparison.Ordinal);
        Assert.Empty(pages.SelectMany(page => EnglishOn(page.Page).Select(english => $"{page.Source}: {english}")));
    }

    [Fact]
    public async Task On_an_English_page_the_same_look_finds_English() // or it would find nothing anywhere
    {
        using var browser = _app.Open();
        await browser.AddToCartAsync();
        var english = EnglishOn(await browser.GetAsync("/cart")).ToList();
        Assert.Contains("Your cart", english);
        Assert.Contains("Quantity of", english); // only in an attribute
    }

    private static IEnumerable<string> EnglishOn(Page page)
    {
        var html = Languages().Replace(page.Html, ""); // where each language stands under its own name
        var read = WebUtility.HtmlDecode(Unread().Replace(html, " "));
        return s_english.Value.Where(english => Regex.IsMatch(read, $@"(?<![\p{{L}}-]){Regex.Escape(english)}(?![\p{{L}}-])"));
    }

    // What stands between the places of the English texts, but for what is said in German, too.
    private static readonly Lazy<IReadOnlyList<string>> s_english = new(() =>
    {
        var german = string.Join('\n', TextFiles.Names.SelectMany(name => TextFiles.Read(name + ".de").Values));
        return [.. TextFiles.Names.SelectMany(name => TextFiles.Read(name).Values).SelectMany(text => Place().Split(text)).Select(part => part.Trim(' ', ',', '.', ':', '(', ')'))
            .Where(part => part.Length >= 6 && !german.Contains(part, StringComparison.Ordinal)).Distinct()];
    });

    [GeneratedRegex("<form method=\"post\" action=\"/language\".*?</form>", RegexOptions.Singleline)]
    private static partial Regex Languages();

    // Tags, but for what is read out or shown of them.
    [GeneratedRegex("""<script.*?</script>|(?<=<[^>]*\s)(?!aria-label|placeholder|title|alt|data-)[\w-]+="[^"]*"|<input type="hidden"[^>]*>|</?[\w!]+""", RegexOptions.Singleline)]
    private static partial Regex Unread();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();
}
