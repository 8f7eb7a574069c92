using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Avanii.Shop.Tests;

[Collection(ShopCollection.Name)]
public sealed class PurchaseTests(ShopStack shop)
{
    [Theory]
    [InlineData(390)]
    [InlineData(1440)]
    public async Task A_stranger_finds_a_thing_orders_it_and_sees_it_confirmed(int width)
    {
        await using var shopper = await shop.ShopperAsync(width);
        var page = shopper.Page;
        await shopper.OpenAsync("/");
        if (width < 1000)
        {
            await page.Locator(".menu summary").ClickAsync();
            await page.Locator(".menu-panel").GetByRole(AriaRole.Link, new() { Name = "Clothing" }).ClickAsync();
        }
        else
        {
            await page.Locator(".departments").GetByRole(AriaRole.Link, new() { Name = "Clothing" }).ClickAsync();
        }
        await Expect(shopper.Heading).ToHaveTextAsync("Clothing");
        await page.GetByRole(AriaRole.List, new() { Name = "Categories in Clothing" }).GetByRole(AriaRole.Link, new() { Name = "Tops" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Heavy T-shirt" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Ink", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "L", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "One more" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add to cart" }).ClickAsync();
        await Expect(page.Locator("#notices")).ToContainTextAsync("In your cart: Heavy T-shirt, Ink / L");
        await Expect(shopper.Badge).ToHaveTextAsync("2");
        await page.Locator("#notices").GetByRole(AriaRole.Link, new() { Name = "View cart" }).ClickAsync();
        await Expect(page.Locator(".line")).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Link, new() { Name = "Checkout" }).ClickAsync();
        await shopper.OpenCheckoutAsync();
        await page.GetByLabel("Bank transfer").CheckAsync();
        await shopper.OrderAsync();
        await Expect(shopper.Heading).ToHaveTextAsync("Thank you. It is yours.");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Please transfer €" })).ToBeVisibleAsync();
        await Expect(shopper.Badge).ToHaveCountAsync(0); // the cart is emptied by the confirmation, and the header follows
        await page.GetByRole(AriaRole.Link, new() { Name = "All your orders" }).ClickAsync();
        await Expect(page.Locator(".order-list li")).ToContainTextAsync("Confirmed");
        Assert.Empty(shopper.Complaints);
    }

    [Fact]
    public async Task Without_a_script_a_thing_is_found_filtered_ordered_followed_and_called_off()
    {
        await using var shopper = await shop.ShopperAsync(390, scripts: false);
        var page = shopper.Page;
        await shopper.OpenAsync("/");
        await page.GetByRole(AriaRole.Searchbox).FillAsync("t-shirt");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Button, new() { Name = "Filter" }).ClickAsync();
        await page.GetByLabel("Moss").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Show \\d+ things?$") }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("q=t-shirt.*colour=Moss|colour=Moss.*q=t-shirt"));
        await Expect(page.Locator(".chosen .chip-chosen")).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Link, new() { Name = "Heavy T-shirt" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Moss", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "M", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Spinbutton, new() { Name = "Quantity" }).FillAsync("2");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add to cart" }).ClickAsync();
        await Expect(shopper.Heading).ToHaveTextAsync("Your cart");
        await page.GetByRole(AriaRole.Button, new() { Name = "One Heavy T-shirt more" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Spinbutton)).ToHaveValueAsync("3");
        await page.GetByRole(AriaRole.Spinbutton).FillAsync("1");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".line-total")).ToHaveTextAsync("€34.00");
        await shopper.OpenCheckoutAsync();
        await shopper.OrderAsync();
        // The page looks again by itself while the order is undecided.
        await Expect(shopper.Heading).ToHaveTextAsync("Thank you. It is yours.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Call the order off" }).ClickAsync();
        await Expect(shopper.Heading).ToHaveTextAsync("The order is called off");
    }

    [Fact]
    public async Task A_purchase_needs_nothing_but_the_keyboard()
    {
        await using var shopper = await shop.ShopperAsync();
        var (page, keys) = (shopper.Page, shopper.Page.Keyboard);
        await shopper.OpenAsync("/");
        await keys.PressAsync("Tab");
        await Expect(page.Locator(".skip")).ToBeFocusedAsync();
        await Expect(page.Locator(".skip")).ToBeInViewportAsync();
        await shopper.TabToAsync("#q");
        await keys.TypeAsync("teap");
        var suggested = page.Locator("#suggestions").GetByRole(AriaRole.Link, new() { Name = "Teapot for two" });
        await Expect(suggested).ToBeVisibleAsync();
        for (var i = 0; i < 12 && !await suggested.EvaluateAsync<bool>("link => link === document.activeElement"); i++)
        {
            await keys.PressAsync("ArrowDown");
        }
        await Expect(suggested).ToBeFocusedAsync();
        await keys.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(new Regex("/p/teapot-for-two$"));
        await shopper.TabToAsync(".variants a:not([aria-current])");
        await keys.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(new Regex("variant=TPT-TWO-BRIC$"));
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Brick", Exact = true })).ToBeFocusedAsync();
        await shopper.TabToAsync(".add button[type=submit]");
        await keys.PressAsync("Enter");
        await Expect(page.Locator("#notices .added")).ToBeVisibleAsync();
        await shopper.OpenAsync("/p/pepper-mill"); // the next page begins at its top
        await shopper.TabToAsync("[data-cart]");
        await keys.PressAsync("Enter");
        var drawer = page.GetByRole(AriaRole.Dialog, new() { Name = "Your cart" });
        await Expect(drawer).ToContainTextAsync("Teapot for two");
        await shopper.TabToAsync("dialog a[href='/checkout']");
        await keys.PressAsync("Enter");
        await Expect(shopper.Heading).ToHaveTextAsync("Checkout");
        foreach (var (field, text) in new[] { ("Email", "mia@example.com"), ("Name", "Mia"), ("Street", "Weg 1"), ("PostalCode", "20457"), ("City", "Hamburg"), ("Country", "Germany") })
        {
            await shopper.TabToAsync("#" + field);
            await keys.TypeAsync(text);
        }
        await shopper.TabToAsync("#Payment");
        await keys.PressAsync("ArrowDown"); // the other way to pay
        await shopper.TabToAsync(".button-order");
        await keys.PressAsync("Enter");
        await Expect(shopper.Heading).ToHaveTextAsync("Thank you. It is yours.");
        await Expect(page.GetByText("By bank transfer", new() { Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task What_is_missing_is_said_beside_its_field_and_what_was_typed_stays()
    {
        await using var shopper = await shop.ShopperAsync(390);
        var page = shopper.Page;
        await shopper.AddToCartAsync("linen-notebook");
        await shopper.OpenCheckoutAsync(name: "");
        await Shopper.OrderButton(page).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToBeFocusedAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Please enter the name for the delivery.");
        await Expect(page.GetByLabel("Full name")).ToHaveAccessibleDescriptionAsync("Please enter the name for the delivery.");
        await Expect(page.GetByLabel("City")).ToHaveValueAsync("Hamburg");
        await page.GetByRole(AriaRole.Alert).GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page.GetByLabel("Full name")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Zoë 🌿");
        await shopper.OrderAsync();
        await Expect(page.Locator("address")).ToContainTextAsync("Zoë 🌿");
    }
}
