using Avanii.Orders.Contracts;
using Avanii.Testing;

namespace Avanii.Orders.Tests.Fulfilment;

public sealed class DeadlineTests
{
    [Fact]
    public async Task An_order_that_nobody_answers_expires_after_half_an_hour_once_whatever_the_number_of_instances()
    {
        await using var app = new OrderApp();
        await app.InitializeAsync();
        await using var second = await app.StartAnotherAsync();
        var confirmed = new Shopper(app);
        var decided = await confirmed.PlaceAsync();
        await app.ReserveAsync(decided);
        var shoppers = Enumerable.Range(0, 20).Select(_ => new Shopper(app)).ToList();
        var orders = await Task.WhenAll(shoppers.Select(shopper => shopper.PlaceAsync()));

        app.Clock.Advance(TimeSpan.FromMinutes(29));
        Assert.Equal(OrderStatus.Placed, (await shoppers[0].OrderAsync(orders[0].Id, wait: 1)).Status);
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        var expired = await Task.WhenAll(shoppers.Zip(orders).Select(pair => pair.First.OrderAsync(pair.Second.Id, wait: 10)));

        Assert.All(expired, order => Assert.Equal((OrderStatus.Expired, "deadline"), (order.Status, order.History[^1].Actor)));
        Assert.Equal(OrderStatus.Confirmed, (await confirmed.OrderAsync(decided.Id)).Status);
        await Eventually.AreEqual(20, () => app.Others.Heard<OrderExpired>().Count);
        Assert.All(orders, order => Assert.Equal(["OrderPlaced", "OrderExpired"], app.HeardOf(order.Id)));

        await app.ReserveAsync(orders[0]); // too late: the warehouse releases what it holds when it hears of the end
        Assert.Equal(OrderStatus.Expired, (await shoppers[0].OrderAsync(orders[0].Id)).Status);
        shoppers[0].Put(Shopper.Line("MUG", 10.00m, 1)); // the cart is free for another order
        await shoppers[0].PlaceAsync();
    }
}
