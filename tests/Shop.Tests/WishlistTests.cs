using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Avanii.Shop.Tests;

[Collection(ShopCollection.Name)]
public sealed class WishlistTests(ShopStack shop)
{
    [Fact]
    public async Task What_a_guest_likes_is_still_there_after_the_sign_in_and_is_shown_to_others_until_it_is_withdrawn()
    {
        await using var shopper = await shop.ShopperAsync();
        var page = shopper.Page;
        await shopper.OpenAsync("/p/gourd-table-lamp");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save Table lamp “Gourd” to your wishlist" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Remove Table lamp “Gourd” from your wishlist" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Your wishlist" }).ClickAsync();
        await Expect(page.Locator("#wishlist .tile-name")).ToHaveTextAsync(["Table lamp “Gourd”"]);

        await shopper.RegisterAsync($"wish-{Guid.NewGuid():N}@example.com");
        await shopper.OpenAsync("/wishlist");
        await Expect(page.Locator("#wishlist .tile-name")).ToHaveTextAsync(["Table lamp “Gourd”"]);
        await page.GetByLabel("Name of the list").FillAsync("For my birthday 🎂");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a link" }).ClickAsync();
        var link = await page.GetByLabel("The link").InputValueAsync();

        await using var friend = await shop.ShopperAsync(390);
        await friend.OpenAsync(link);
        await Expect(friend.Heading).ToHaveTextAsync("For my birthday 🎂");
        await Expect(friend.Page.Locator("#wishlist .tile-name")).ToHaveTextAsync(["Table lamp “Gourd”"]);
        await Expect(friend.Page.GetByText("Mia Ångström")).ToHaveCountAsync(0);
        await friend.Page.GetByRole(AriaRole.Button, new() { Name = "Add Table lamp “Gourd”" }).ClickAsync();
        await Expect(friend.Badge).ToHaveTextAsync("1");

        await page.GetByRole(AriaRole.Button, new() { Name = "Stop sharing" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Make a link" })).ToBeVisibleAsync();
        var answer = await friend.Page.GotoAsync(link);
        Assert.Equal(404, answer!.Status);
        await Expect(friend.Heading).ToHaveTextAsync("This list is not shown any more");
        Assert.Empty(shopper.Complaints);
        Assert.Empty(friend.Complaints);
    }

    [Fact]
    public async Task Without_a_script_a_thing_is_liked_and_taken_off_again()
    {
        await using var shopper = await shop.ShopperAsync(390, scripts: false);
        var page = shopper.Page;
        await shopper.OpenAsync("/p/storm-umbrella?variant=UMB-STO-PINE");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save Storm umbrella to your wishlist" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/p/storm-umbrella"));
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Remove Storm umbrella from your wishlist" })).ToBeVisibleAsync();
        await shopper.OpenAsync("/wishlist");
        await Expect(page.Locator("#wishlist .tile-brand")).ToHaveTextAsync(["Pine"]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove Storm umbrella, Pine" }).ClickAsync();
        await Expect(page.GetByText("Nothing on it yet.")).ToBeVisibleAsync();
    }
}
