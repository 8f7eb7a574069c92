using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Avanii.Shop.Tests;

/// <summary>Somebody at a browser. What they do is said in the shop's words; what they look for is what the page says, not its markup.</summary>
public sealed partial class Shopper(IBrowserContext context, IPage page) : IAsyncDisposable
{
    public IPage Page { get; private set; } = page;

    public IBrowserContext Context => context;

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name });

    public ILocator Heading(string name) => Page.GetByRole(AriaRole.Heading, new() { Name = name });

    public async Task<int> OpenAsync(string path) => (await Page.GotoAsync(path))!.Status;

    /// <summary>Goes on in a new tab of the same browser.</summary>
    public async Task<IPage> NewTabAsync() => Page = await context.NewPageAsync();

    /// <summary>Puts what the product page shows into the cart and waits for the shop's word that it is there.</summary>
    public async Task AddToCartAsync(int quantity = 1)
    {
        await Page.GetByRole(AriaRole.Spinbutton, new() { Name = "Quantity" }).FillAsync(quantity.ToString(CultureInfo.InvariantCulture));
        await Button("Add to cart").ClickAsync();
        await Assertions.Expect(Page.GetByText("In your cart:").First).ToBeVisibleAsync();
    }

    /// <summary>How many of that product the cart holds, as its page says.</summary>
    public async Task<int> QuantityInCartAsync(string product)
    {
        await OpenAsync("/cart");
        return int.Parse(await Page.GetByRole(AriaRole.Spinbutton, new() { Name = $"Quantity of {product}" }).InputValueAsync(), CultureInfo.InvariantCulture);
    }

    public async Task FillInCheckoutAsync()
    {
        await Page.GetByLabel("E-mail").FillAsync("anna@example.org");
        await Page.GetByLabel("Full name").FillAsync("Änne Özil 😀");
        await Page.GetByLabel("Street and number").FillAsync("Hauptstraße 5");
        await Page.GetByLabel("Postal code").FillAsync("10115");
        await Page.GetByLabel("City").FillAsync("Berlin");
        await Page.GetByLabel("Country").SelectOptionAsync("DE");
        await Page.GetByLabel("Bank transfer").CheckAsync();
    }

    public ILocator OrderButton => Page.GetByRole(AriaRole.Button, new() { NameRegex = OrderFor() });

    /// <summary>Waits for the order's definite outcome and returns the order's id.</summary>
    public async Task<Guid> ExpectOutcomeAsync(string heading)
    {
        await Page.WaitForURLAsync(OrderPage());
        await Assertions.Expect(Heading(heading)).ToBeVisibleAsync();
        return Guid.Parse(OrderPage().Match(Page.Url).Groups[1].Value);
    }

    public ValueTask DisposeAsync() => context.DisposeAsync();

    public const string Confirmed = "Thank you. It is yours.";
    public const string Rejected = "That did not work out";

    [GeneratedRegex("^Order for ")]
    private static partial Regex OrderFor();

    [GeneratedRegex("/orders/([0-9a-f-]{36})")]
    private static partial Regex OrderPage();
}
