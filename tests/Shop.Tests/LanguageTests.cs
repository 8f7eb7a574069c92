using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Avanii.Shop.Tests;

[Collection(ShopCollection.Name)]
public sealed class LanguageTests(ShopStack shop)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_chooses_German_below_a_page_has_it_through_to_the_confirmation(bool scripts)
    {
        await using var shopper = await shop.ShopperAsync(scripts: scripts);
        var page = shopper.Page;
        await shopper.OpenAsync("/p/striped-jug");
        await page.GetByRole(AriaRole.Contentinfo).GetByRole(AriaRole.Button, new() { Name = "Deutsch" }).ClickAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "de");
        await Expect(page).ToHaveURLAsync(new Regex("/p/striped-jug$")); // where they were
        await Expect(page.Locator(".buy-price .price-now")).ToHaveTextAsync(new Regex(@"^46,00\s€$"));
        await page.GetByRole(AriaRole.Button, new() { Name = "In den Warenkorb", Exact = true }).ClickAsync();
        await Expect(page.GetByText("In Ihrem Warenkorb:")).ToBeVisibleAsync();
        await shopper.OpenAsync("/cart");
        await Expect(shopper.Heading).ToHaveTextAsync("Ihr Warenkorb");
        await page.GetByRole(AriaRole.Link, new() { Name = "Zur Kasse" }).ClickAsync();
        await Expect(shopper.Heading).ToHaveTextAsync("Kasse");
        await page.GetByLabel("E-Mail").FillAsync("mia@example.com");
        await page.GetByLabel("Vor- und Nachname").FillAsync("Mia");
        await page.GetByLabel("Straße und Hausnummer").FillAsync("Weg 1");
        await page.GetByLabel("Postleitzahl").FillAsync("20457");
        await page.GetByLabel("Ort", new() { Exact = true }).FillAsync("Hamburg");
        await page.GetByLabel("Land", new() { Exact = true }).SelectOptionAsync("Deutschland");
        await page.GetByRole(AriaRole.Button, new() { Name = "Zahlungspflichtig bestellen: " }).ClickAsync();
        await Expect(shopper.Heading).ToHaveTextAsync("Vielen Dank. Es gehört Ihnen.");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "de");
        await page.GetByRole(AriaRole.Contentinfo).GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();
        await Expect(shopper.Heading).ToHaveTextAsync("Thank you. It is yours.");
        Assert.Empty(shopper.Complaints);
    }
}
