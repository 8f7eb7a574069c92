using Avanii.Web.Tests.Accounts;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Avanii.Web.Tests.Pages;

/// <summary>The cart in a real browser.</summary>
public sealed class CartBrowserTests(ShopApp shop, PasskeyTests.Chromium chromium) : IClassFixture<ShopApp>, IClassFixture<PasskeyTests.Chromium>
{
    [Fact]
    public async Task Whoever_takes_a_line_out_by_keys_is_at_the_head_of_what_is_left()
    {
        shop.Gateway.Reset();
        var lines = new[] { StubGateway.Line(2), StubGateway.Line(1) with { Sku = "MUG-SAND" } };
        shop.Gateway.On("GET", "/api/cart", () => StubGateway.Cart(2) with { Lines = lines });
        shop.Gateway.On("DELETE", "/api/cart/items/MUG-SEA", () => StubGateway.Cart(1) with { Lines = lines = lines[1..] });
        await using var browser = await chromium.OpenAsync(shop);
        var page = browser.Page;
        await page.Context.APIRequest.PostAsync("/cart/items", new() { Headers = new Dictionary<string, string> { ["Sec-Fetch-Site"] = "same-origin" }, Form = page.Context.APIRequest.CreateFormData().Set("sku", "MUG-SEA") });
        await page.GotoAsync("/cart");
        await page.EvaluateAsync("window.here = true"); // gone as soon as another page is loaded
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove" }).First.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".line")).ToHaveCountAsync(1);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Your cart" })).ToBeFocusedAsync();
        Assert.True(await page.EvaluateAsync<bool>("window.here"));
        Assert.Empty(browser.Complaints);
    }
}
