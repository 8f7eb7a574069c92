using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Avanii.Shop.Tests;

/// <summary>Every type of page, by axe, in both themes, in the states that people get it into.</summary>
[Collection(ShopCollection.Name)]
public sealed class AccessibilityTests(ShopStack shop)
{
    private static readonly string[] s_pages =
    [
        "/", "/c/clothing", "/c/tops", "/new", "/best-selling", "/search", "/search?q=linen", "/search?q=stonware", "/search?q=qwertz", "/c/clothing?colour=Moss&colour=Ink&maxPrice=100&inStock=true",
        "/c/clothing?minPrice=9000", "/p/stoneware-mug", "/p/moonrise-chandelier", "/p/heavy-t-shirt?variant=TEE-HVY-RUST-XS", "/p/fjord-sweater", "/p/stoneware-mug/reviews", "/p/plain-tote/reviews",
        "/back-in-stock?slug=linen-cushion&variant=CSH-LIN-PLUM", "/wishlist", "/wishlist/shared/nothing", "/about", "/imprint", "/cart", "/checkout", "/orders", "/account/sign-in", "/account/register",
        "/account/forgot", "/nowhere",
    ];

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task No_page_shuts_anybody_out(ColorScheme theme)
    {
        await using var shopper = await shop.ShopperAsync(theme: theme);
        var page = shopper.Page;
        var problems = new List<string>();
        await shopper.AddToCartAsync("heavy-t-shirt");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save Heavy T-shirt to your wishlist" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Remove Heavy T-shirt from your wishlist" })).ToBeVisibleAsync();
        foreach (var path in s_pages)
        {
            await shopper.OpenAsync(path);
            await LookAsync(page, path, problems);
        }
        await shopper.OpenAsync("/p/stoneware-mug");
        await page.Locator("header [data-cart]").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog, new() { Name = "Your cart" })).ToBeVisibleAsync();
        await LookAsync(page, "the cart in short", problems);
        await page.Keyboard.PressAsync("Escape");
        await page.GetByRole(AriaRole.Link, new() { Name = "Enlarge picture 1" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog, new() { Name = "Pictures" })).ToBeVisibleAsync();
        await LookAsync(page, "a picture in full size", problems);
        await page.Keyboard.PressAsync("Escape");
        await page.GetByRole(AriaRole.Searchbox).FillAsync("mug");
        await Expect(page.Locator("#suggestions")).ToBeVisibleAsync();
        await LookAsync(page, "suggestions", problems);
        await page.SetViewportSizeAsync(390, 844);
        await shopper.OpenAsync("/c/clothing");
        await page.GetByRole(AriaRole.Button, new() { Name = "Filter" }).ClickAsync();
        await Expect(page.GetByLabel("Moss")).ToBeVisibleAsync();
        await LookAsync(page, "filters on a phone", problems);
        await page.Keyboard.PressAsync("Escape");
        await page.Locator(".menu summary").ClickAsync();
        await LookAsync(page, "the menu on a phone", problems);
        await shopper.OpenCheckoutAsync(name: "");
        await Shopper.OrderButton(page).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToBeFocusedAsync();
        await LookAsync(page, "checkout with something missing", problems);
        await shopper.OpenCheckoutAsync();
        await shopper.OrderAsync();
        await Expect(shopper.Heading).ToHaveTextAsync("Thank you. It is yours.");
        await LookAsync(page, "the confirmation", problems);
        Assert.True(problems.Count == 0, string.Join('\n', problems));
        Assert.Empty(shopper.Complaints);
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task No_page_of_an_account_or_of_staff_shuts_anybody_out(ColorScheme theme)
    {
        await using var owner = await shop.ShopperAsync(theme: theme);
        var page = owner.Page;
        var problems = new List<string>();
        var email = $"owner-{Guid.NewGuid():N}@example.com";
        await owner.RegisterAsync(email);
        await owner.OpenAsync(await shop.AskWebAsync("--create-owner", email, shop.Url.GetLeftPart(UriPartial.Authority)));
        await page.GetByRole(AriaRole.Button, new() { Name = "Accept" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("done=joined"));
        foreach (var path in (string[])["/account", "/account/addresses/new", "/account/passkeys", "/account/sessions", "/wishlist", "/p/pepper-mill/review", "/content", "/content/add", "/content/pages/about", "/content/home", "/content/home/hero", "/staff", "/customers"])
        {
            var answer = await page.GotoAsync(path);
            Assert.Equal((path, 200), (path, answer!.Status));
            await LookAsync(page, path, problems);
        }
        Assert.True(problems.Count == 0, string.Join('\n', problems));
        Assert.Empty(owner.Complaints);
    }

    private static async Task LookAsync(IPage page, string what, List<string> problems)
    {
        var report = await page.RunAxe();
        problems.AddRange(report.Violations.Select(v => $"{what}: {v.Id} ({v.Nodes[0].Html}: {string.Join(' ', v.Nodes[0].Any.Select(a => a.Message))})"));
    }
}
