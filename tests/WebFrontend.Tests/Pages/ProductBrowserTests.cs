using System.Text.RegularExpressions;
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
    public async Task Whoever_chose_another_variant_and_reads_the_reviews_keeps_what_they_typed()
    {
        await using var browser = await _chromium.OpenAsync(_shop);
        var page = browser.Page;
        await page.GotoAsync("/p/mug");
        await page.EvaluateAsync("window.here = true"); // gone as soon as another page is loaded
        await page.GetByRole(AriaRole.Link, new() { Name = "Sand", Exact = true }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("variant=MUG-SAND$"));
        await page.GetByLabel("Quantity").FillAsync("3");
        await page.EvaluateAsync("addEventListener('popstate', () => window.answered = fetch('/health'))");
        await page.Locator(".buy-rating").ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("variant=MUG-SAND#reviews$"));
        await page.EvaluateAsync("async () => (await window.answered).status"); // a page that is loaded anew would be there by then
        Assert.True(await page.EvaluateAsync<bool>("window.here === true"));
        await Expect(page.GetByLabel("Quantity")).ToHaveValueAsync("3");
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task A_variant_that_cannot_be_fetched_leaves_a_page_that_can_be_used()
    {
        await using var browser = await _chromium.OpenAsync(_shop);
        var page = browser.Page;
        await page.GotoAsync("/p/mug");
        await page.EvaluateAsync("window.here = true");
        await page.RouteAsync(url => url.EndsWith("variant=MUG-SAND", StringComparison.Ordinal), route => route.AbortAsync("aborted"), new() { Times = 2 }); // the script's question, and the browser's own
        var sand = page.GetByRole(AriaRole.Link, new() { Name = "Sand", Exact = true });
        await sand.ClickAsync();
        await Expect(sand).Not.ToHaveAttributeAsync("aria-busy", "true");
        await Expect(page.Locator("#product")).ToHaveJSPropertyAsync("inert", false);
        Assert.True(await page.EvaluateAsync<bool>("window.here === true"));
        await sand.ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("variant=MUG-SAND$"));
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
