using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Avanii.Shop.Tests;

[Collection(ShopCollection.Name)]
public sealed class AccountTests(ShopStack shop)
{
    [Fact]
    public async Task Who_registers_with_a_passkey_finds_cart_and_order_on_another_machine()
    {
        var email = $"mia-{Guid.NewGuid():N}@example.com";
        await using var phone = await shop.ShopperAsync(width: 390);
        await phone.AddToCartAsync("wave-mug"); // as a guest, before anybody knows them
        var phonesPasskeys = await phone.RegisterAsync(email);
        await Expect(phone.Badge).ToHaveTextAsync("1"); // the guest's cart came along

        await phone.OpenCheckoutAsync();
        await phone.OrderAsync();
        await Expect(phone.Heading).ToHaveTextAsync("Thank you. It is yours.");
        var order = new Uri(phone.Page.Url).AbsolutePath;
        await phone.AddToCartAsync("pepper-mill");
        await phone.OpenAsync("/account");
        await phone.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await phone.OpenAsync(order);
        await Expect(phone.Page.GetByText("Mia Ångström")).ToHaveCountAsync(0); // whoever holds the phone now sees nothing of it

        await using var laptop = await shop.ShopperAsync();
        var laptopsPasskeys = await PasskeyDevice.OfAsync(laptop.Page);
        await phonesPasskeys.SynchroniseToAsync(laptopsPasskeys);
        await laptop.OpenAsync("/account/sign-in?returnTo=/orders");
        await laptop.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await Expect(laptop.Page).ToHaveURLAsync(new Regex("/orders$"));
        await Expect(laptop.Page.Locator(".order-list li")).ToHaveCountAsync(1);
        await Expect(laptop.Badge).ToHaveTextAsync("1");
        await laptop.Page.Locator($".order-list a[href$='{order}']").First.ClickAsync();
        await Expect(laptop.Page).ToHaveURLAsync(new Regex(order + "$"));
        await Expect(laptop.Page.GetByText("Mia Ångström").First).ToBeVisibleAsync();
        Assert.Empty(phone.Complaints);
        Assert.Empty(laptop.Complaints);
    }
}
