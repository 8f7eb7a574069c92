using Avanii.Testing;
using Microsoft.Playwright;

namespace Avanii.Shop.Tests;

[Collection(ShopStack.Name)]
public sealed class PurchaseTests(ShopStack shop)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stranger_finds_a_product_orders_it_and_sees_it_confirmed(bool phone)
    {
        await using var shopper = await shop.NewShopperAsync(phone);
        await shopper.OpenAsync("/");
        await shopper.Page.GetByRole(AriaRole.Searchbox).First.FillAsync("straw hat");
        await shopper.Page.GetByRole(AriaRole.Searchbox).First.PressAsync("Enter");
        await shopper.Page.GetByRole(AriaRole.Link, new() { Name = "Straw hat" }).First.ClickAsync();
        await shopper.AddToCartAsync(2);
        await shopper.Page.GetByRole(AriaRole.Link, new() { Name = "Checkout" }).First.ClickAsync();
        await shopper.FillInCheckoutAsync();
        await shopper.OrderButton.ClickAsync();

        var order = await shopper.ExpectOutcomeAsync(Shopper.Confirmed);
        await Assertions.Expect(shopper.Page.GetByText("Änne Özil 😀")).ToBeVisibleAsync();
        Assert.Equal("Confirmed", await shop.ScalarAsync<string>($"SELECT status FROM ordering.orders WHERE id = '{order}'"));
        Assert.Equal(2L, await shop.ScalarAsync<long>($"SELECT sum(quantity) FROM catalog.reservations WHERE order_id = '{order}' AND state = 'Held'"));

        // what was bought leaves the cart, and the order stays with this browser
        await Eventually.IsTrue(async () =>
        {
            await shopper.OpenAsync("/cart");
            return await shopper.Page.GetByText("Nothing in here yet.").IsVisibleAsync();
        });
        await shopper.OpenAsync("/orders");
        await Assertions.Expect(shopper.Page.Locator($"a[href*='{order}']").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_whole_purchase_works_without_JavaScript()
    {
        await using var shopper = await shop.NewShopperAsync(javaScript: false);
        await shopper.OpenAsync("/p/straw-hat");
        await shopper.AddToCartAsync();
        await shopper.OpenAsync("/checkout");
        await shopper.FillInCheckoutAsync();
        await shopper.OrderButton.ClickAsync();
        await shopper.ExpectOutcomeAsync(Shopper.Confirmed);
    }

    [Fact]
    public async Task The_whole_purchase_works_by_keyboard_alone()
    {
        await using var shopper = await shop.NewShopperAsync();
        await shopper.OpenAsync("/p/straw-hat");
        await FocusByTabAsync(shopper, shopper.Button("Add to cart"));
        await shopper.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(shopper.Page.GetByText("In your cart:").First).ToBeVisibleAsync();
        await shopper.OpenAsync("/cart");
        await FocusByTabAsync(shopper, shopper.Page.GetByRole(AriaRole.Link, new() { Name = "Checkout" }).First);
        await shopper.Page.Keyboard.PressAsync("Enter");
        await FocusByTabAsync(shopper, shopper.Page.GetByLabel("E-mail"));
        string[] typed = ["anna@example.org", "", "Anna", "Weg 1", "", "10115", "Berlin", "Germ"];
        foreach (var text in typed) // one after the other, in the order in which Tab leads
        {
            await shopper.Page.Keyboard.TypeAsync(text);
            await shopper.Page.Keyboard.PressAsync("Tab");
        }
        await FocusByTabAsync(shopper, shopper.OrderButton);
        await shopper.Page.Keyboard.PressAsync("Enter");
        await shopper.ExpectOutcomeAsync(Shopper.Confirmed);
    }

    [Fact]
    public async Task Two_tabs_that_add_at_once_both_count()
    {
        await using var shopper = await shop.NewShopperAsync();
        await shopper.OpenAsync("/p/tartan-scarf");
        await shopper.AddToCartAsync();
        var first = shopper.Page;
        var second = await shopper.NewTabAsync();
        await shopper.OpenAsync("/p/tartan-scarf");
        await first.ReloadAsync();
        await Task.WhenAll(new[] { first, second }.Select(async tab =>
        {
            await tab.GetByRole(AriaRole.Button, new() { Name = "Add to cart" }).ClickAsync();
            await Assertions.Expect(tab.GetByText("In your cart:").First).ToBeVisibleAsync();
        }));
        Assert.Equal(3, await shopper.QuantityInCartAsync("Tartan scarf"));
    }

    [Fact]
    public async Task Sending_the_order_from_two_tabs_at_once_orders_once()
    {
        await using var shopper = await shop.NewShopperAsync(javaScript: false); // nothing but the form guards it
        await shopper.OpenAsync("/p/straw-hat");
        await shopper.AddToCartAsync();
        await shopper.OpenAsync("/checkout");
        await shopper.FillInCheckoutAsync();
        var (first, firstButton) = (shopper.Page, shopper.OrderButton);
        await shopper.NewTabAsync();
        await shopper.OpenAsync("/checkout");
        await shopper.FillInCheckoutAsync();
        await Task.WhenAll(firstButton.ClickAsync(), shopper.OrderButton.ClickAsync());

        var order = await shopper.ExpectOutcomeAsync(Shopper.Confirmed);
        Assert.Contains(order.ToString(), first.Url, StringComparison.Ordinal);
        var subject = await shop.ScalarAsync<string>($"SELECT subject FROM ordering.orders WHERE id = '{order}'");
        Assert.Equal(1L, await shop.ScalarAsync<long>($"SELECT count(*) FROM ordering.orders WHERE subject = '{subject}'"));
    }

    [Fact]
    public async Task More_than_there_is_is_refused_by_name_and_the_cart_stays_whole()
    {
        var sku = await shop.ScalarAsync<string>("SELECT sku FROM catalog.stock WHERE on_hand = 1 AND held = 0 ORDER BY sku LIMIT 1");
        var slug = await shop.ScalarAsync<string>($"SELECT p.slug FROM catalog.products p JOIN catalog.variants v ON v.product_id = p.id WHERE v.sku = '{sku}'");
        await using var shopper = await shop.NewShopperAsync();
        await shopper.OpenAsync("/p/straw-hat");
        await shopper.AddToCartAsync();
        await shopper.OpenAsync($"/p/{slug}?variant={sku}");
        await shopper.AddToCartAsync(2);
        await shopper.OpenAsync("/checkout");
        await shopper.FillInCheckoutAsync();
        await shopper.OrderButton.ClickAsync();

        await shopper.ExpectOutcomeAsync(Shopper.Rejected);
        await Assertions.Expect(shopper.Page.GetByText("you ordered 2, and only 1 is left.")).ToBeVisibleAsync();
        Assert.Equal(1, await shopper.QuantityInCartAsync("Straw hat"));
        Assert.Equal(0L, await shop.ScalarAsync<long>($"SELECT held::bigint FROM catalog.stock WHERE sku = '{sku}'"));

        // with one of it the same cart can be ordered
        var quantity = shopper.Page.Locator($"#quantity-{sku}");
        await quantity.FillAsync("1");
        await quantity.PressAsync("Enter");
        await Assertions.Expect(shopper.Page.Locator($"#quantity-{sku}")).ToHaveValueAsync("1");
        await shopper.OpenAsync("/checkout");
        await shopper.FillInCheckoutAsync();
        await shopper.OrderButton.ClickAsync();
        await shopper.ExpectOutcomeAsync(Shopper.Confirmed);
    }

    [Fact]
    public async Task An_order_can_be_called_off()
    {
        await using var shopper = await shop.NewShopperAsync();
        await shopper.OpenAsync("/p/straw-hat");
        await shopper.AddToCartAsync();
        await shopper.OpenAsync("/checkout");
        await shopper.FillInCheckoutAsync();
        await shopper.OrderButton.ClickAsync();
        var order = await shopper.ExpectOutcomeAsync(Shopper.Confirmed);
        await shopper.Button("Call the order off").ClickAsync();
        await Assertions.Expect(shopper.Heading("The order is called off")).ToBeVisibleAsync();
        await Eventually.AreEqual("Released", () => shop.ScalarAsync<string>($"SELECT state FROM catalog.reservations WHERE order_id = '{order}'"));
    }

    // Tab leads everywhere that a mouse does; a page has far fewer stops than that.
    private static async Task FocusByTabAsync(Shopper shopper, ILocator target)
    {
        for (var i = 0; i < 80; i++)
        {
            if (await target.EvaluateAsync<bool>("element => element === document.activeElement"))
            {
                return;
            }
            await shopper.Page.Keyboard.PressAsync("Tab");
        }
        Assert.Fail("The keyboard does not get there.");
    }
}
