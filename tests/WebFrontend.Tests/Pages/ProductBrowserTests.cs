using Avanii.Catalog.Contracts;
using Avanii.Web.Tests.Accounts;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Avanii.Web.Tests.Pages;

/// <summary>A product in a real browser.</summary>
public sealed class ProductBrowserTests : IClassFixture<ShopApp>, IClassFixture<PasskeyTests.Chromium>
{
    private readonly ShopApp _shop;
    private readonly PasskeyTests.Chromium _chromium;

    public ProductBrowserTests(ShopApp shop, PasskeyTests.Chromium chromium)
    {
        (_shop, _chromium) = (shop, chromium);
        shop.Gateway.Reset();
        var mug = StubGateway.Mug();
        shop.Gateway.On("GET", "/api/catalog/products/mug", () => mug with
        {
            Variants = [.. mug.Variants.Select(variant => variant with { Availability = Availability.InStock, AvailableUnits = 9 })],
            Rating = 4.5m,
            RatingCount = 2,
        });
    }

    [Fact]
    public async Task What_was_looked_at_is_forgotten_at_the_press_of_a_button_which_says_so()
    {
        await using var browser = await _chromium.OpenAsync(_shop);
        var page = browser.Page;
        _shop.Gateway.On("GET", "/api/catalog/products/cup", () => StubGateway.Mug() with { Slug = "cup", Name = "Cup" });
        await page.GotoAsync("/p/cup");
        await page.GotoAsync("/p/mug");
        var recent = page.GetByRole(AriaRole.Region, new() { Name = "Recently viewed" });
        await Expect(recent.Locator(".tile-name")).ToHaveTextAsync(["Cup"]);
        await recent.GetByRole(AriaRole.Button, new() { Name = "Clear" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(recent.Locator(".tile")).ToHaveCountAsync(0);
        await Expect(recent.GetByRole(AriaRole.Status)).ToHaveTextAsync("This list is empty now. What you look at next is remembered in this browser again.");
        await Expect(recent.GetByRole(AriaRole.Heading)).ToBeFocusedAsync();
        await Expect(recent.GetByRole(AriaRole.Button)).ToBeHiddenAsync();
        Assert.Null(await page.EvaluateAsync<string?>("localStorage.getItem('recently-viewed')"));
        await page.GotoAsync("/p/cup");
        await Expect(recent).ToBeHiddenAsync();
        Assert.Empty(browser.Complaints);
    }
}
