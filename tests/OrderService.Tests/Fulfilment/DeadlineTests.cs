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

    [Fact]
    public async Task A_transfer_that_does_not_come_within_a_week_ends_the_order_once_and_one_that_came_does_not()
    {
        await using var app = new OrderApp();
        await app.InitializeAsync();
        await using var second = await app.StartAnotherAsync();
        var staff = new StaffMember(app);
        var shoppers = Enumerable.Range(0, 20).Select(_ => new Shopper(app)).ToList();
        var orders = new List<OrderView>();
        foreach (var shopper in shoppers)
        {
            orders.Add(await shopper.PlaceConfirmedAsync(app));
        }
        var paid = await new Shopper(app).PlaceConfirmedAsync(app);
        await staff.TryPayAsync(paid.Id, paid.Total).OrderAsync();
        var toCourier = await new Shopper(app).PlaceConfirmedAsync(app, PaymentMethod.OnDelivery);

        app.Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromHours(1));
        // The sweeps pass it by: the order of somebody else that is due at that moment goes, and these stay.
        var other = new Shopper(app);
        var due = await other.PlaceAsync();
        app.Clock.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal(OrderStatus.Expired, (await other.OrderAsync(due.Id, wait: 10)).Status);
        Assert.All(await Task.WhenAll(orders.Select(order => staff.OrderAsync(order.Id))), order => Assert.Equal(OrderStatus.Confirmed, order.Status));
        app.Clock.Advance(TimeSpan.FromHours(1));

        await Eventually.AreEqual(21, () => app.Others.Heard<OrderExpired>().Count);
        Assert.All(orders, order => Assert.Equal(["OrderPlaced", "OrderConfirmed", "OrderExpired"], app.HeardOf(order.Id)));
        Assert.Equal(OrderStatus.Paid, (await staff.OrderAsync(paid.Id)).Status);
        Assert.Equal(OrderStatus.Confirmed, (await staff.OrderAsync(toCourier.Id)).Status);
    }
}
