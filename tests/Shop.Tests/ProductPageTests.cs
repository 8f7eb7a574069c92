using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Avanii.Shop.Tests;

/// <summary>What one does before one buys.</summary>
[Collection(ShopCollection.Name)]
public sealed class ProductPageTests(ShopStack shop)
{
    [Fact]
    public async Task Another_variant_changes_price_and_picture_and_leaves_the_reader_where_they_are()
    {
        await using var shopper = await shop.ShopperAsync(390);
        var page = shopper.Page;
        await shopper.OpenAsync("/p/cast-iron-pot");
        await shopper.MarkAsync();
        var price = page.Locator(".buy-price .price-now");
        await Expect(price).ToHaveTextAsync("€149.00");
        var picture = await FirstPicture(page).GetAttributeAsync("src");
        var petrol = page.GetByRole(AriaRole.Link, new() { Name = "Petrol", Exact = true });
        await petrol.ScrollIntoViewIfNeededAsync();
        var place = await page.EvaluateAsync<int>("Math.round(scrollY)");
        await petrol.ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("variant=POT-IRO-PETR-"));
        await Expect(FirstPicture(page)).Not.ToHaveAttributeAsync("src", picture!);
        await page.GetByRole(AriaRole.Link, new() { Name = "5.5 l", Exact = true }).ClickAsync();
        await Expect(price).ToHaveTextAsync("€189.00");
        await Expect(page.Locator(".stock")).ToHaveTextAsync("Only 2 left");
        Assert.InRange(await page.EvaluateAsync<int>("Math.round(scrollY)"), place - 200, place + 200);
        Assert.True(await shopper.IsStillMarkedAsync());
        await page.ReloadAsync(); // the address is this variant's
        await Expect(price).ToHaveTextAsync("€189.00");
        Assert.Empty(shopper.Complaints);
    }

    [Fact]
    public async Task A_picture_opens_in_full_size_is_leafed_through_by_keys_and_gives_the_focus_back()
    {
        await using var shopper = await shop.ShopperAsync();
        var (page, keys) = (shopper.Page, shopper.Page.Keyboard);
        await shopper.OpenAsync("/p/heavy-t-shirt");
        var second = page.GetByRole(AriaRole.Link, new() { Name = "Enlarge picture 2" });
        await second.FocusAsync();
        await keys.PressAsync("Enter");
        var view = page.GetByRole(AriaRole.Dialog, new() { Name = "Pictures" });
        await Expect(view).ToBeVisibleAsync();
        await Expect(view.GetByText("Picture 2 of 4")).ToBeVisibleAsync();
        await keys.PressAsync("ArrowRight");
        await Expect(view.GetByText("Picture 3 of 4")).ToBeVisibleAsync();
        await Expect(view.Locator("[data-zoom-stage] img")).ToHaveJSPropertyAsync("complete", true);
        Assert.True(await view.Locator("[data-zoom-stage] img").EvaluateAsync<int>("image => image.naturalWidth") >= 1000);
        for (var i = 0; i < 3; i++)
        {
            await keys.PressAsync("ArrowLeft");
        }
        await Expect(view.GetByText("Picture 4 of 4")).ToBeVisibleAsync(); // round and round
        await view.GetByRole(AriaRole.Button, new() { Name = "Next picture" }).ClickAsync();
        await Expect(view.GetByText("Picture 1 of 4")).ToBeVisibleAsync();
        await keys.PressAsync("Escape");
        await Expect(view).ToBeHiddenAsync();
        await Expect(second).ToBeFocusedAsync();

        // Another variant brings another gallery, which opens as well.
        await page.GetByRole(AriaRole.Link, new() { Name = "Moss", Exact = true }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("variant=TEE-HVY-MOSS-"));
        await page.GetByRole(AriaRole.Link, new() { Name = "Enlarge picture 1" }).ClickAsync();
        await Expect(view.GetByText("Picture 1 of 4")).ToBeVisibleAsync();
        await view.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await Expect(view).ToBeHiddenAsync();
        Assert.Empty(shopper.Complaints);
    }

    [Fact]
    public async Task What_was_looked_at_and_what_goes_with_it_leads_on()
    {
        await using var shopper = await shop.ShopperAsync();
        var page = shopper.Page;
        await shopper.OpenAsync("/p/wall-clock");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Recently viewed" })).ToBeHiddenAsync(); // nothing yet
        await shopper.OpenAsync("/p/teapot-for-two");
        await shopper.OpenAsync("/p/stoneware-mug");
        var recent = page.GetByRole(AriaRole.Region, new() { Name = "Recently viewed" });
        await Expect(recent.Locator(".tile-name")).ToHaveTextAsync(["Teapot for two", "Wall clock in an oak ring"]);
        var together = page.GetByRole(AriaRole.Region, new() { Name = "Often bought together" });
        var related = page.GetByRole(AriaRole.Region, new() { Name = "You may also like" });
        Assert.NotEqual(0, await together.Or(related).Locator(".tile-name a").CountAsync());
        Assert.DoesNotContain("Stoneware mug with speckles", await together.Or(related).Locator(".tile-name").AllInnerTextsAsync());
        await recent.GetByRole(AriaRole.Link, new() { Name = "Wall clock in an oak ring" }).ClickAsync();
        await Expect(shopper.Heading).ToHaveTextAsync("Wall clock in an oak ring");
        Assert.Empty(shopper.Complaints);
    }

    [Fact]
    public async Task The_cart_in_short_shows_what_was_added_and_how_far_it_is_to_free_delivery()
    {
        await using var shopper = await shop.ShopperAsync();
        var page = shopper.Page;
        await shopper.OpenAsync("/p/enamel-cup");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add to cart" }).ClickAsync();
        await Expect(shopper.Badge).ToHaveTextAsync("1");
        var cart = page.Locator("header [data-cart]");
        await cart.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var drawer = page.GetByRole(AriaRole.Dialog, new() { Name = "Your cart" });
        await Expect(drawer.Locator(".mini-lines li")).ToHaveCountAsync(1);
        await Expect(drawer).ToContainTextAsync("Enamel cup");
        await Expect(drawer).ToContainTextAsync("more and delivery is free");
        var far = await drawer.GetByRole(AriaRole.Progressbar).EvaluateAsync<double>("bar => bar.position");
        Assert.InRange(far, 0.01, 0.99);
        await page.Keyboard.PressAsync("Escape");
        await Expect(drawer).ToBeHiddenAsync();
        await Expect(cart).ToBeFocusedAsync();

        await shopper.AddToCartAsync("cabin-suitcase");
        await page.Locator("header [data-cart]").ClickAsync();
        await Expect(drawer.Locator(".mini-lines li")).ToHaveCountAsync(2);
        await Expect(drawer).ToContainTextAsync("Delivery is free.");
        await drawer.GetByRole(AriaRole.Link, new() { Name = "Checkout" }).ClickAsync();
        await Expect(shopper.Heading).ToHaveTextAsync("Checkout");
        Assert.Empty(shopper.Complaints);
    }

    private static ILocator FirstPicture(IPage page) => page.Locator(".gallery-item img").First;
}
