using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Avanii.Shop.Tests;

[Collection(ShopCollection.Name)]
public sealed class BrowsingTests(ShopStack shop)
{
    [Fact]
    public async Task Nothing_is_written_before_the_first_add_to_cart()
    {
        await using var shopper = await shop.ShopperAsync();
        var written = new List<string>();
        shopper.Page.Response += (_, response) =>
        {
            if (response.Headers.ContainsKey("set-cookie"))
            {
                written.Add(response.Url);
            }
        };
        foreach (var path in new[] { "/", "/c/clothing", "/c/tops?sort=price", "/p/family-tent", "/search?q=linen", "/c/clothing?colour=Moss", "/sale", "/new", "/about", "/wishlist", "/p/stoneware-mug/reviews", "/cart", "/orders", "/checkout", "/nowhere" })
        {
            await shopper.OpenAsync(path);
        }
        Assert.Empty(written);
        Assert.Empty(await shopper.CookiesAsync());
        // Nothing but what was looked at last, which stays in the browser.
        Assert.Equal("recently-viewed", await shopper.Page.EvaluateAsync<string>("[...Object.keys(localStorage), ...Object.keys(sessionStorage)].join()"));
        await shopper.AddToCartAsync("pepper-mill");
        Assert.Contains("avanii-guest", await shopper.CookiesAsync());
    }

    [Fact]
    public async Task With_a_script_adding_choosing_and_paging_spare_the_page_load()
    {
        await using var shopper = await shop.ShopperAsync(390);
        var page = shopper.Page;
        await shopper.OpenAsync("/c/home-and-kitchen");
        await shopper.MarkAsync();
        var before = await page.Locator(".tile").CountAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Show more" }).ClickAsync();
        await Expect(page.Locator(".tile")).Not.ToHaveCountAsync(before);
        var names = await page.Locator(".tile-name").AllInnerTextsAsync();
        Assert.Equal(names.Count, names.Distinct().Count());
        await Expect(page.Locator(".tile-name a").Nth(before)).ToBeFocusedAsync(); // the reader goes on where the list went on
        await page.Locator(".tile-add button").First.ClickAsync();
        await Expect(shopper.Badge).ToHaveTextAsync("1");
        Assert.True(await shopper.IsStillMarkedAsync());

        await shopper.OpenAsync("/p/heavy-t-shirt?variant=TEE-HVY-INK-M");
        await shopper.MarkAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "XL", Exact = true }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex(Regex.Escape("/p/heavy-t-shirt?variant=TEE-HVY-INK-XL") + "$"));
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "XL", Exact = true })).ToBeFocusedAsync();
        Assert.True(await shopper.IsStillMarkedAsync());

        await shopper.OpenAsync("/cart");
        await shopper.MarkAsync();
        await page.Locator("[name=step][value='1']").ClickAsync();
        await Expect(shopper.Badge).ToHaveTextAsync("2");
        await page.Locator(".line-remove button").ClickAsync();
        await Expect(page.GetByText("Nothing in here yet.")).ToBeVisibleAsync();
        await Expect(shopper.Badge).ToHaveCountAsync(0);
        Assert.True(await shopper.IsStillMarkedAsync());
        Assert.Empty(shopper.Complaints);
    }

    [Theory]
    [InlineData(320)]
    [InlineData(390)]
    [InlineData(820)]
    [InlineData(1440)]
    public async Task No_page_is_wider_than_its_window(int width)
    {
        await using var shopper = await shop.ShopperAsync(width);
        await shopper.AddToCartAsync("heavy-t-shirt");
        var wide = new List<string>();
        foreach (var path in s_pages)
        {
            await shopper.OpenAsync(path);
            if (!await shopper.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"))
            {
                wide.Add(path);
            }
        }
        Assert.Empty(wide);
    }

    [Fact]
    public async Task Somebody_elses_order_is_not_there()
    {
        await using var owner = await shop.ShopperAsync();
        await owner.AddToCartAsync("pepper-mill");
        await owner.OpenCheckoutAsync();
        await owner.OrderAsync();
        await using var stranger = await shop.ShopperAsync();
        await stranger.OpenAsync(owner.Page.Url);
        await Expect(stranger.Heading).ToHaveTextAsync("No such order here");
        await stranger.AddToCartAsync("pepper-mill");
        var answer = await stranger.Page.GotoAsync(owner.Page.Url);
        Assert.Equal(404, answer!.Status);
        await Expect(stranger.Heading).ToHaveTextAsync("No such order here");
    }

    private static readonly string[] s_pages =
        ["/", "/c/clothing", "/search?q=linen", "/search?q=qwertz", "/p/heavy-t-shirt", "/p/moonrise-chandelier", "/p/fjord-sweater", "/p/picnic-blanket", "/p/stoneware-mug/reviews",
        "/p/quilted-vest?variant=VST-QUI-HONE-L", "/p/linen-cushion?variant=CSH-LIN-PLUM", "/back-in-stock?slug=linen-cushion&variant=CSH-LIN-PLUM", "/sale", "/new", "/best-selling", "/about", "/delivery",
        "/wishlist", "/cart", "/checkout", "/orders", "/account/sign-in", "/account/register", "/nowhere"];
}
