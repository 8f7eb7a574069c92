using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Avanii.Shop.Tests;

[Collection(ShopCollection.Name)]
public sealed class RaceTests(ShopStack shop)
{
    [Fact]
    public async Task Two_tabs_that_add_at_once_both_count()
    {
        await using var shopper = await shop.ShopperAsync();
        await shopper.AddToCartAsync("breakfast-plate");
        var tabs = await Task.WhenAll(shopper.NewTabAsync(), shopper.NewTabAsync());
        await Task.WhenAll(tabs.Select(tab => shopper.AddToCartAsync("breakfast-plate", tab)));
        await shopper.OpenAsync("/cart");
        await Expect(shopper.Badge).ToHaveTextAsync("3");
        await Expect(shopper.Page.Locator(".line")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Two_tabs_of_a_visitor_that_add_at_once_fill_one_cart()
    {
        await using var shopper = await shop.ShopperAsync();
        var tabs = await Task.WhenAll(shopper.NewTabAsync(), shopper.NewTabAsync());
        var (asked, both) = (0, new TaskCompletionSource());
        foreach (var tab in tabs)
        {
            // Neither gets its cookie before the other has asked, or has had the time to.
            await tab.RouteAsync("**/cart/items", async route =>
            {
                if (Interlocked.Increment(ref asked) == 2)
                {
                    both.SetResult();
                }
                await Task.WhenAny(both.Task, Task.Delay(1000));
                await route.ContinueAsync();
            });
        }
        await Task.WhenAll(shopper.AddToCartAsync("breakfast-plate", tabs[0]), shopper.AddToCartAsync("pepper-mill", tabs[1]));
        await shopper.OpenAsync("/cart");
        await Expect(shopper.Page.Locator(".line")).ToHaveCountAsync(2);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_double_click_orders_once(bool scripts)
    {
        await using var shopper = await shop.ShopperAsync(scripts: scripts);
        await shopper.AddToCartAsync("pepper-mill");
        await shopper.OpenCheckoutAsync();
        await Shopper.OrderButton(shopper.Page).DblClickAsync();
        await Expect(shopper.Heading).ToHaveTextAsync("Thank you. It is yours.");
        Assert.Equal(1, await shopper.CountOrdersAsync());
    }

    [Fact]
    public async Task Two_tabs_that_order_the_same_cart_come_to_the_same_order()
    {
        await using var shopper = await shop.ShopperAsync();
        await shopper.AddToCartAsync("pepper-mill");
        var tabs = await Task.WhenAll(shopper.NewTabAsync(), shopper.NewTabAsync());
        await Task.WhenAll(tabs.Select(tab => shopper.OpenCheckoutAsync(tab)));
        await Task.WhenAll(tabs.Select(tab => shopper.OrderAsync(tab)));
        Assert.Equal(new Uri(tabs[0].Url).AbsolutePath, new Uri(tabs[1].Url).AbsolutePath);
        Assert.Equal(1, await shopper.CountOrdersAsync());
    }

    [Fact]
    public async Task A_form_sent_again_after_the_order_was_confirmed_leads_to_that_order()
    {
        await using var shopper = await shop.ShopperAsync();
        await shopper.AddToCartAsync("pepper-mill");
        await shopper.OpenCheckoutAsync();
        var late = await shopper.NewTabAsync();
        await shopper.OpenCheckoutAsync(late);
        await shopper.OrderAsync();
        await Expect(shopper.Heading).ToHaveTextAsync("Thank you. It is yours.");
        await Expect(shopper.Badge).ToHaveCountAsync(0);
        await shopper.OrderAsync(late);
        Assert.Equal(new Uri(shopper.Page.Url).AbsolutePath, new Uri(late.Url).AbsolutePath);
        Assert.Equal(1, await shopper.CountOrdersAsync());
    }

    [Fact]
    public async Task Of_two_shoppers_who_order_the_last_piece_one_gets_it_and_the_other_is_told()
    {
        await using var first = await shop.ShopperAsync();
        await using var second = await shop.ShopperAsync(390);
        foreach (var shopper in new[] { first, second })
        {
            await shopper.AddToCartAsync("tartan-duffel"); // there is one
            await shopper.AddToCartAsync("pepper-mill");
            await shopper.OpenCheckoutAsync();
        }
        // Who comes a moment later is refused when the order is decided, and who comes later still, when the cart has heard of it, before.
        var answers = await Task.WhenAll(new[] { first, second }.Select(async shopper =>
        {
            await Shopper.OrderButton(shopper.Page).ClickAsync();
            var answer = shopper.Page.Locator("#order:not([data-poll]) h1, .notice[role=alert] strong");
            await Expect(answer).ToBeVisibleAsync(new() { Timeout = 15_000 });
            return await answer.InnerTextAsync();
        }));
        Assert.Single(answers, "Thank you. It is yours.");
        Assert.Single(answers, answer => answer is "That did not work out" or "Your cart has changed since you opened this page.");
    }

    [Fact]
    public async Task An_order_for_more_than_there_is_says_which_line_and_keeps_the_cart()
    {
        await using var shopper = await shop.ShopperAsync(390);
        var page = shopper.Page;
        await shopper.AddToCartAsync("pepper-mill");
        for (var i = 0; i < 3; i++)
        {
            await shopper.AddToCartAsync("family-tent"); // there are two
        }
        await shopper.OpenCheckoutAsync();
        await shopper.OrderAsync();
        await Expect(shopper.Heading).ToHaveTextAsync("That did not work out");
        await Expect(page.Locator(".notice-bad li")).ToHaveTextAsync("Family tent: you ordered 3, and only 2 are left.");
        await page.GetByRole(AriaRole.Link, new() { Name = "Back to your cart" }).ClickAsync();
        await Expect(page.Locator(".line")).ToHaveCountAsync(2);
        await page.GetByRole(AriaRole.Button, new() { Name = "One Family tent less" }).ClickAsync();
        await Expect(shopper.Badge).ToHaveTextAsync("3");
        await shopper.OpenCheckoutAsync();
        await shopper.OrderAsync();
        await Expect(shopper.Heading).ToHaveTextAsync("Thank you. It is yours.");
        Assert.Equal(2, await shopper.CountOrdersAsync());
    }
}
