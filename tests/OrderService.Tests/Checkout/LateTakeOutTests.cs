using System.Net.Http.Json;
using Avanii.Cart.Contracts;
using Avanii.Orders.Contracts;
using Avanii.Testing;

namespace Avanii.Orders.Tests.Checkout;

/// <summary>Both services with real messages between them, which come late.</summary>
public sealed class LateTakeOutTests(OrderApp orders) : IClassFixture<OrderApp>
{
    [Fact]
    public async Task What_is_bought_is_in_one_order_only_however_late_the_cart_hears_of_it()
    {
        await using var carts = new CartApp(orders);
        await carts.StartAsync();
        orders.Carts.Real = carts.CreateClient().BaseAddress;
        await carts.GivenVariantAsync("MUG", 10.00m);
        await carts.GivenVariantAsync("HAT", 20.00m);
        var shopper = new Shopper(orders);
        var cart = carts.ClientOf(shopper.Subject);
        await cart.PostAsJsonAsync("/cart/items", new AddItemRequest("MUG", 2));
        var first = await PlaceAsync(shopper);
        await carts.Bus.StopAsync();

        await orders.ReserveAsync(first);
        await Eventually.AreEqual(1, () => orders.Others.Heard<OrderConfirmed>().Count(e => e.OrderId == first.Id)); // it is in the cart's queue, too
        await cart.PostAsJsonAsync("/cart/items", new AddItemRequest("MUG", 1));
        await cart.PostAsJsonAsync("/cart/items", new AddItemRequest("HAT", 1));
        var second = await PlaceAsync(shopper);
        Assert.Equal([("HAT", 1), ("MUG", 1)], second.Lines.Select(line => (line.Sku, line.Quantity)).Order());
        await orders.ReserveAsync(second);
        await cart.PostAsJsonAsync("/cart/items", new AddItemRequest("HAT", 5));

        await carts.Bus.StartAsync();
        await Eventually.AreEqual(2, async () => (await cart.GetFromJsonAsync<CartView>("/cart"))!.OrdersTakenOut!.Count);
        Assert.Equal([("HAT", 5)], (await cart.GetFromJsonAsync<CartView>("/cart"))!.Lines.Select(line => (line.Sku, line.Quantity)));
        Assert.Equal(5, Assert.Single((await PlaceAsync(shopper)).Lines).Quantity);
    }

    [Fact]
    public async Task What_was_taken_out_and_put_in_anew_after_the_order_stays_and_can_be_ordered()
    {
        await using var carts = new CartApp(orders);
        await carts.StartAsync();
        orders.Carts.Real = carts.CreateClient().BaseAddress;
        await carts.GivenVariantAsync("MUG", 10.00m);
        var shopper = new Shopper(orders);
        var cart = carts.ClientOf(shopper.Subject);
        await cart.PostAsJsonAsync("/cart/items", new AddItemRequest("MUG", 2));
        var first = await PlaceAsync(shopper);
        await carts.Bus.StopAsync();
        await orders.ReserveAsync(first);
        await Eventually.AreEqual(1, () => orders.Others.Heard<OrderConfirmed>().Count(e => e.OrderId == first.Id));
        await cart.DeleteAsync("/cart/items/MUG");
        await cart.PostAsJsonAsync("/cart/items", new AddItemRequest("MUG", 1));
        var second = await PlaceAsync(shopper);
        Assert.Equal(1, Assert.Single(second.Lines).Quantity);

        await carts.Bus.StartAsync();
        await Eventually.AreEqual(1, async () => (await cart.GetFromJsonAsync<CartView>("/cart"))!.OrdersTakenOut!.Count);
        Assert.Equal(1, Assert.Single((await cart.GetFromJsonAsync<CartView>("/cart"))!.Lines).Quantity);
        await orders.ReserveAsync(second);
        await Eventually.AreEqual(0, async () => (await cart.GetFromJsonAsync<CartView>("/cart"))!.Lines.Count);
    }

    private static async Task<OrderView> PlaceAsync(Shopper shopper)
    {
        var quote = await shopper.QuoteAsync();
        var response = await shopper.TryPlaceAsync(Shopper.RequestFor(quote), quote.CheckoutId.ToString());
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<OrderView>())!;
    }
}
