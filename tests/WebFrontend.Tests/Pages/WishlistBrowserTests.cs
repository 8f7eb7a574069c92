using System.Text.RegularExpressions;
using Avanii.Cart.Contracts;
using Avanii.Web.Tests.Accounts;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Avanii.Web.Tests.Pages;

/// <summary>The list in a real browser, with its script.</summary>
public sealed class WishlistBrowserTests(ShopApp shop, PasskeyTests.Chromium chromium) : IClassFixture<ShopApp>, IClassFixture<PasskeyTests.Chromium>
{
    [Fact]
    public async Task Taking_off_and_sharing_exchange_the_list_and_a_refusal_leads_to_the_page_that_says_why()
    {
        shop.Gateway.Reset();
        var list = StubGateway.Wishlist();
        shop.Gateway.On("GET", "/api/wishlist", () => list);
        shop.Gateway.On("DELETE", "/api/wishlist/items/MUG-SAND", () =>
        {
            list = list with { Items = [.. list.Items.Where(item => item.Sku != "MUG-SAND")] };
            return new WishlistSkus([.. list.Items.Select(item => item.Sku)]);
        });
        shop.Gateway.On("POST", "/api/wishlist/share", () =>
        {
            list = list with { ShareToken = StubGateway.ShareToken, Name = "Gifts" };
            return new WishlistShare(list.ShareToken, list.Name);
        });
        await using var browser = await chromium.OpenAsync(shop);
        var page = browser.Page;
        await page.Context.APIRequest.PostAsync("/wishlist/items", new() { Headers = new Dictionary<string, string> { ["Sec-Fetch-Site"] = "same-origin" }, Form = page.Context.APIRequest.CreateFormData().Set("sku", "MUG-SEA") });
        await page.GotoAsync("/wishlist");
        await page.EvaluateAsync("window.here = true"); // gone as soon as another page is loaded
        await Expect(page.Locator(".wish")).ToHaveCountAsync(3);
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove Mug <b>“Sea”</b>, MUG-SAND" }).ClickAsync();
        await Expect(page.Locator(".wish")).ToHaveCountAsync(2);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Your wishlist" })).ToBeFocusedAsync(); // the button is gone
        await page.GetByLabel("Name of the list").FillAsync("Gifts");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a link" }).ClickAsync();
        await Expect(page.GetByLabel("The link")).ToHaveValueAsync(new Regex($"/wishlist/shared/{StubGateway.ShareToken}$"));
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Shared as" })).ToBeFocusedAsync();
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Copy" }).ClickAsync();
        await Expect(page.Locator("#notices")).ToContainTextAsync("The link is copied.");
        Assert.EndsWith(StubGateway.ShareToken, await page.EvaluateAsync<string>("navigator.clipboard.readText()"), StringComparison.Ordinal);
        Assert.True(await page.EvaluateAsync<bool>("window.here"));

        shop.Gateway.Refuse("DELETE", "/api/wishlist/items/MUG-SEA", 503, "away");
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove Mug <b>“Sea”</b>, MUG-SEA" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("could not reach your wishlist");
    }
}
