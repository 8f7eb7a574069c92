using System.Globalization;
using System.Text.RegularExpressions;
using Avanii.Catalog.Contracts;
using Avanii.Web.Tests.Accounts;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Avanii.Web.Tests.Pages;

/// <summary>A list that is narrowed in a real browser, on a line that takes its time.</summary>
public sealed class ListBrowserTests : IClassFixture<ShopApp>, IClassFixture<PasskeyTests.Chromium>
{
    private readonly ShopApp _shop;
    private readonly PasskeyTests.Chromium _chromium;

    public ListBrowserTests(ShopApp shop, PasskeyTests.Chromium chromium)
    {
        (_shop, _chromium) = (shop, chromium);
        shop.Gateway.Reset();
        shop.Gateway.On("GET", "/api/catalog/products", Narrowed);
    }

    [Fact]
    public async Task A_second_box_that_is_ticked_before_the_first_answer_counts_as_well()
    {
        await using var browser = await _chromium.OpenAsync(_shop);
        var page = await OpenAsync(browser, "/c/mugs");
        var slow = await SlowAsync(page, "?colour=Sand");
        await Box(page, "Sand").CheckAsync();
        await slow.Asked;
        await Box(page, "Sea").CheckAsync();
        await Expect(page).ToHaveURLAsync(new Regex(@"colour=Sea&colour=Sand|colour=Sand&colour=Sea"));
        slow.Answer();
        await Expect(Chips(page)).ToHaveCountAsync(2);
        await Expect(Box(page, "Sand")).ToBeCheckedAsync();
        await Expect(Box(page, "Sea")).ToBeCheckedAsync();
        await Expect(Box(page, "Sea")).ToBeFocusedAsync();
        Assert.True(await IsStillMarkedAsync(page));
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task A_price_that_is_half_typed_when_the_answer_comes_is_typed_to_its_end()
    {
        await using var browser = await _chromium.OpenAsync(_shop);
        var page = await OpenAsync(browser, "/c/mugs");
        var slow = await SlowAsync(page, "?minPrice=10");
        await page.GetByLabel("From", new() { Exact = true }).FillAsync("10");
        await page.Keyboard.PressAsync("Tab");
        await slow.Asked;
        await page.Keyboard.TypeAsync("5");
        slow.Answer();
        await Expect(Chips(page)).ToHaveCountAsync(1);
        var to = page.GetByLabel("to", new() { Exact = true });
        await Expect(to).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("0");
        await Expect(to).ToHaveValueAsync("50");
        await page.Keyboard.PressAsync("Tab");
        await Expect(page).ToHaveURLAsync(new Regex("minPrice=10&maxPrice=50"));
        Assert.True(await IsStillMarkedAsync(page));
    }

    [Fact]
    public async Task A_price_that_was_typed_when_the_answer_came_counts_also_when_nothing_is_added_to_it()
    {
        await using var browser = await _chromium.OpenAsync(_shop);
        var page = await OpenAsync(browser, "/c/mugs");
        var slow = await SlowAsync(page, "?minPrice=10");
        await page.GetByLabel("From", new() { Exact = true }).FillAsync("10");
        await page.Keyboard.PressAsync("Tab");
        await slow.Asked;
        await page.Keyboard.TypeAsync("50");
        slow.Answer();
        await Expect(Chips(page)).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("Tab");
        await Expect(page).ToHaveURLAsync(new Regex("minPrice=10&maxPrice=50"));
    }

    [Fact]
    public async Task A_box_that_is_ticked_while_a_choice_is_taken_back_counts_and_the_choice_stays_taken_back()
    {
        await using var browser = await _chromium.OpenAsync(_shop);
        var page = await OpenAsync(browser, "/c/mugs?colour=Sea&brand=Nordhof");
        var slow = await SlowAsync(page, "?brand=Nordhof");
        await page.GetByRole(AriaRole.Link, new() { Name = "Remove: Sea" }).ClickAsync();
        await slow.Asked;
        await Box(page, "Sand").CheckAsync();
        slow.Answer();
        await Expect(page).ToHaveURLAsync(new Regex(@"\?colour=Sand&brand=Nordhof$"));
        await Expect(Box(page, "Sand")).ToBeCheckedAsync();
        await Expect(Box(page, "Sea")).Not.ToBeCheckedAsync();
        Assert.True(await IsStillMarkedAsync(page));
    }

    [Fact]
    public async Task Choices_that_are_taken_back_one_upon_the_other_are_all_taken_back()
    {
        await using var browser = await _chromium.OpenAsync(_shop);
        var page = await OpenAsync(browser, "/c/mugs?colour=Sea&colour=Sand&brand=Nordhof");
        var slow = await SlowAsync(page, "?brand=Nordhof&colour=Sand");
        await page.GetByRole(AriaRole.Link, new() { Name = "Remove: Sea" }).ClickAsync();
        await slow.Asked;
        await page.GetByRole(AriaRole.Link, new() { Name = "Remove: Nordhof" }).ClickAsync();
        slow.Answer();
        await Expect(page).ToHaveURLAsync(new Regex(@"/c/mugs\?colour=Sand$"));
        await Expect(Chips(page)).ToHaveCountAsync(1);
        Assert.True(await IsStillMarkedAsync(page));
    }

    [Fact]
    public async Task Whoever_narrows_by_keys_keeps_their_place_and_hears_how_much_is_left()
    {
        await using var browser = await _chromium.OpenAsync(_shop);
        var page = await OpenAsync(browser, "/c/mugs?colour=Sea&brand=Nordhof");
        var status = page.Locator("#list-status");
        await status.EvaluateAsync("element => window.told = element");
        var bracket = page.GetByRole(AriaRole.Link, new() { Name = "up to €20.00 12" });
        await bracket.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(Chips(page)).ToHaveCountAsync(3);
        await Expect(bracket).ToBeFocusedAsync();
        await Expect(status).ToHaveTextAsync("10 things");
        var chip = page.GetByRole(AriaRole.Link, new() { Name = "Remove: Sea" });
        await chip.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(chip).ToHaveCountAsync(0);
        await Expect(page.Locator("#list-count")).ToBeFocusedAsync();
        await Expect(status).ToHaveTextAsync("20 things");
        var all = page.GetByRole(AriaRole.Link, new() { Name = "Remove all filters" });
        await all.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(all).ToHaveCountAsync(0);
        await Expect(page.Locator("#list-count")).ToBeFocusedAsync();
        await Expect(status).ToHaveTextAsync("40 things");
        await Expect(status).ToHaveRoleAsync(AriaRole.Status);
        Assert.True(await status.EvaluateAsync<bool>("element => element === window.told")); // what is read out is the same element all the while
    }

    [Fact]
    public async Task When_the_rest_of_a_list_has_been_sold_out_of_the_shop_showing_more_says_that_this_was_all()
    {
        await using var browser = await _chromium.OpenAsync(_shop);
        var page = await OpenAsync(browser, "/c/mugs");
        _shop.Gateway.On("GET", "/api/catalog/products", () => new ProductPage([], null, 0, StubGateway.Facets));
        await page.GetByRole(AriaRole.Link, new() { Name = "Show more" }).ClickAsync();
        await Expect(page.Locator("#more")).ToHaveCountAsync(0);
        await Expect(page.Locator("#notices")).ToHaveTextAsync("That was all there is.");
        await Expect(page.Locator("#products .tile")).ToHaveCountAsync(2);
        await Expect(page.Locator("#products .tile").Last.GetByRole(AriaRole.Link)).ToBeFocusedAsync();
        Assert.True(await IsStillMarkedAsync(page));
    }

    // Each choice leaves ten things less.
    private static ProductPage Narrowed(IQueryCollection asked)
    {
        var (min, max) = (Amount("minPrice"), Amount("maxPrice"));
        var choices = asked["colour"].Count + asked["brand"].Count + ((min ?? max) is null ? 0 : 1);
        var facets = StubGateway.Facets;
        return new([StubGateway.Tile("mug", "Mug"), StubGateway.Tile("cup", "Cup")], "next", 40 - (10 * choices), facets with
        {
            Brands = [.. facets.Brands.Select(brand => brand with { Chosen = asked["brand"].Contains(brand.Value) })],
            Options = [.. facets.Options.Select(option => option with { Values = [.. option.Values.Select(value => value with { Chosen = asked[option.Parameter].Contains(value.Value) })] })],
            Price = facets.Price with
            {
                ChosenMin = min,
                ChosenMax = max,
                Brackets = [.. facets.Price.Brackets.Select(bracket => bracket with { Chosen = (bracket.Min, bracket.Max) == (min, max) })],
            },
        });

        decimal? Amount(string name) => decimal.TryParse(asked[name], CultureInfo.InvariantCulture, out var amount) ? amount : null;
    }

    private static async Task<IPage> OpenAsync(PasskeyTests.Person browser, string path)
    {
        await browser.Page.GotoAsync(path);
        await browser.Page.EvaluateAsync("window.here = true"); // gone as soon as another page is loaded
        return browser.Page;
    }

    private static Task<bool> IsStillMarkedAsync(IPage page) => page.EvaluateAsync<bool>("window.here === true");

    private static ILocator Box(IPage page, string value) => page.GetByRole(AriaRole.Checkbox, new() { Name = value });

    private static ILocator Chips(IPage page) => page.Locator(".chosen .chip-chosen");

    /// <summary>The first answer to a question of the script that ends so waits until it is let go.</summary>
    private static async Task<Slow> SlowAsync(IPage page, string ending)
    {
        var slow = new Slow();
        await page.RouteAsync(url => url.EndsWith(ending, StringComparison.Ordinal), slow.HoldAsync, new() { Times = 1 });
        return slow;
    }

    private sealed class Slow
    {
        private readonly TaskCompletionSource _asked = new(), _answer = new();

        public Task Asked => _asked.Task;

        public void Answer() => _answer.TrySetResult();

        public async Task HoldAsync(IRoute route)
        {
            _asked.TrySetResult();
            await _answer.Task;
            await route.ContinueAsync();
        }
    }
}
