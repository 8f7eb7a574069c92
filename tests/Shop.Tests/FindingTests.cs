using System.Text.RegularExpressions;
using Avanii.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Avanii.Shop.Tests;

/// <summary>From a word, or from a department, to the thing.</summary>
[Collection(ShopCollection.Name)]
public sealed class FindingTests(ShopStack shop)
{
    [Fact]
    public async Task A_word_with_a_slip_finds_the_thing_and_the_page_says_what_it_looked_for()
    {
        using var client = new HttpClient { BaseAddress = shop.Gateway };
        await Eventually.IsTrue( // the words of a catalogue are counted in the background, after it was filled
            async () => (await client.GetStringAsync("/api/catalog/products?q=stonware%20mug")).Contains("\"correctedTo\":\"stoneware mug\"", StringComparison.Ordinal), TimeSpan.FromSeconds(60));
        await using var shopper = await shop.ShopperAsync();
        await shopper.OpenAsync("/");
        await shopper.Page.GetByRole(AriaRole.Searchbox).FillAsync("stonware mug");
        await shopper.Page.Keyboard.PressAsync("Enter");
        await Expect(shopper.Heading).ToHaveTextAsync("“stoneware mug”");
        await Expect(shopper.Page.GetByText("Nothing goes by “stonware mug”, so we looked for this.")).ToBeVisibleAsync();
        await Expect(Tile(shopper, "Stoneware mug with speckles")).ToBeVisibleAsync();
        Assert.Empty(shopper.Complaints);
    }

    [Fact]
    public async Task A_word_for_which_there_is_nothing_leads_on()
    {
        await using var shopper = await shop.ShopperAsync();
        await shopper.OpenAsync("/search?q=qwertzuiop");
        await Expect(shopper.Page.GetByText("Nothing goes by that name here.")).ToBeVisibleAsync();
        await Expect(shopper.Page.GetByRole(AriaRole.Heading, new() { Name = "Liked by others" })).ToBeVisibleAsync();
        await shopper.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Clothing" }).First.ClickAsync();
        await Expect(shopper.Heading).ToHaveTextAsync("Clothing");
    }

    [Fact]
    public async Task A_list_is_narrowed_by_several_choices_that_its_address_holds_and_that_are_taken_back_one_by_one()
    {
        await using var shopper = await shop.ShopperAsync();
        var page = shopper.Page;
        await shopper.OpenAsync("/c/clothing");
        await shopper.MarkAsync();
        var all = await Count(shopper);
        await Check(shopper, "Moss");
        await Expect(Chips(shopper)).ToHaveCountAsync(1);
        var moss = await Count(shopper);
        await Check(shopper, "Ink");
        await Expect(Chips(shopper)).ToHaveCountAsync(2); // either colour will do
        var both = await Count(shopper);
        Assert.InRange(moss, 1, both - 1);
        Assert.InRange(both, moss + 1, all - 1);
        await page.GetByLabel("to", new() { Exact = true }).FillAsync("100");
        await page.Keyboard.PressAsync("Enter");
        await Expect(Chips(shopper)).ToHaveCountAsync(3);
        await Check(shopper, "In stock");
        await Expect(Chips(shopper)).ToHaveCountAsync(4);
        await Expect(page).ToHaveURLAsync(new Regex("colour=Moss.*maxPrice=100.*inStock=true|inStock=true.*maxPrice=100"));
        var prices = await page.Locator("#products .price-now").AllInnerTextsAsync();
        Assert.All(prices, price => Assert.InRange(decimal.Parse(price.Trim('€'), System.Globalization.CultureInfo.InvariantCulture), 0.01m, 100m));
        Assert.True(await shopper.IsStillMarkedAsync()); // the list was exchanged, the page was not

        await using var friend = await shop.ShopperAsync(390, scripts: false);
        await friend.OpenAsync(page.Url);
        Assert.Equal(await Names(shopper), await Names(friend));
        await Expect(Chips(friend)).ToHaveCountAsync(4);

        await page.GoBackAsync();
        await Expect(Chips(shopper)).ToHaveCountAsync(3);
        await page.GoForwardAsync();
        await Expect(Chips(shopper)).ToHaveCountAsync(4);
        await page.Locator(".chosen").GetByRole(AriaRole.Link, new() { Name = "Remove: Moss" }).ClickAsync();
        await Expect(Chips(shopper)).ToHaveCountAsync(3);
        await Expect(page.GetByLabel("Moss")).Not.ToBeCheckedAsync();
        await Expect(page.GetByLabel("Ink")).ToBeCheckedAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Remove all filters" }).ClickAsync();
        await Expect(Chips(shopper)).ToHaveCountAsync(0);
        await Expect(page).ToHaveURLAsync(new Regex("/c/clothing$"));
        Assert.Equal(all, await Count(shopper));
        Assert.Empty(shopper.Complaints);
    }

    [Fact]
    public async Task Choices_without_things_say_so_and_offer_the_way_back()
    {
        await using var shopper = await shop.ShopperAsync();
        await shopper.OpenAsync("/c/camping?minPrice=9000");
        await Expect(shopper.Page.GetByText("Nothing is left with these filters.")).ToBeVisibleAsync();
        await shopper.Page.Locator(".empty").GetByRole(AriaRole.Link, new() { Name = "Remove all filters" }).ClickAsync();
        await Expect(Tile(shopper, "Two-person tent")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Sorting_by_price_holds_over_all_parts_of_a_narrowed_list()
    {
        await using var shopper = await shop.ShopperAsync();
        var page = shopper.Page;
        await shopper.OpenAsync("/c/home-and-kitchen?inStock=true");
        await page.GetByLabel("Sort by").SelectOptionAsync("Price, low to high");
        await Expect(page).ToHaveURLAsync(new Regex("sort=price"));
        await Expect(Chips(shopper)).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Link, new() { Name = "Show more" }).ClickAsync();
        await Expect(page.Locator("#products .tile")).ToHaveCountAsync(48);
        var prices = (await page.Locator("#products .price-now").AllInnerTextsAsync()).Select(p => decimal.Parse(p.Trim('€'), System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(prices.Order(), prices);
        Assert.Equal(48, (await Names(shopper)).Distinct().Count());
        Assert.Empty(shopper.Complaints);
    }

    private static ILocator Chips(Shopper shopper) => shopper.Page.Locator(".chosen .chip-chosen");

    private static ILocator Tile(Shopper shopper, string name) => shopper.Page.Locator("#products").GetByRole(AriaRole.Link, new() { Name = name, Exact = true });

    private static Task Check(Shopper shopper, string value) => shopper.Page.Locator("#filters").GetByLabel(value).CheckAsync();

    private static async Task<int> Count(Shopper shopper) =>
        int.Parse((await shopper.Page.Locator("#list-count").InnerTextAsync()).Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);

    private static Task<IReadOnlyList<string>> Names(Shopper shopper) => shopper.Page.Locator("#products .tile-name").AllTextContentsAsync();
}
