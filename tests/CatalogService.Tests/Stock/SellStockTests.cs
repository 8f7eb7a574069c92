using Avanii.Catalog.Contracts;
using Avanii.Catalog.Stock;
using Avanii.Orders.Contracts;
using Avanii.Testing;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Catalog.Tests.Stock;

public sealed class SellStockTests(CatalogApp app) : IClassFixture<CatalogApp>
{
    [Fact]
    public async Task What_is_held_is_sold_when_it_ships_and_not_before()
    {
        var order = await GivenAsync("SHIPPED", onHand: 10, quantity: 3);
        await app.DeliverAsync(order.Placed);
        Assert.Equal((10, 3, ReservationState.Held), await order.StockAsync(app));
        await app.DeliverAsync(order.Shipped);
        Assert.Equal((7, 0, ReservationState.Sold), await order.StockAsync(app));
    }

    [Fact]
    public async Task A_shipment_told_again_sells_nothing_more()
    {
        var (order, id) = (await GivenAsync("TOLD-AGAIN", onHand: 10, quantity: 3), Guid.CreateVersion7());
        await app.DeliverAsync(order.Placed);
        await app.DeliverAsync(order.Shipped, id);
        await app.DeliverAsync(order.Shipped, id); // the same message
        await Task.WhenAll(app.DeliverAsync(order.Shipped), app.DeliverAsync(order.Shipped)); // the same fact in other messages
        Assert.Equal((7, 0, ReservationState.Sold), await order.StockAsync(app));
    }

    [Fact]
    public async Task Orders_of_the_same_skus_are_sold_side_by_side()
    {
        await app.GivenProductAsync(sku: "LEFT", onHand: 40);
        await app.GivenProductAsync(sku: "RIGHT", onHand: 40);
        var orders = Enumerable.Range(0, 30).Select(i => (Id: Guid.CreateVersion7(), Skus: i % 2 == 0 ? new[] { "LEFT", "RIGHT" } : ["RIGHT", "LEFT"])).ToList();
        await Task.WhenAll(orders.Select(o => app.DeliverAsync(new OrderPlaced(o.Id, [.. o.Skus.Select(sku => new OrderPlaced.Line(sku, 1, 9.90m))]))));
        await Task.WhenAll(orders.Select(o => app.DeliverAsync(
            new OrderShipped(o.Id, "A1", "guest:1", [.. o.Skus.Select(sku => new OrderShipped.Line(sku, 1, 9.90m))], null, null, "a@example.org", "en"))));
        foreach (var sku in new[] { "LEFT", "RIGHT" })
        {
            var stock = await app.StockOfAsync(sku);
            Assert.Equal((10, 0), (stock.OnHand, stock.Held));
        }
    }

    [Fact]
    public async Task A_release_that_comes_after_the_sale_changes_nothing()
    {
        var order = await GivenAsync("SOLD-FIRST", onHand: 10, quantity: 3);
        await app.DeliverAsync(order.Placed);
        await app.DeliverAsync(order.Shipped);
        await app.DeliverAsync(order.Cancelled);
        await app.DeliverAsync(order.Expired);
        await app.DeliverAsync(order.Refunded(restock: false, wasShipped: false));
        Assert.Equal((7, 0, ReservationState.Sold), await order.StockAsync(app));
        await app.DeliverAsync(order.Refunded(restock: true)); // the sale is still known to be one
        Assert.Equal((10, 0, ReservationState.Returned), await order.StockAsync(app));
    }

    [Fact]
    public async Task A_shipment_that_comes_after_the_release_sells_nothing()
    {
        var order = await GivenAsync("FREED-FIRST", onHand: 10, quantity: 3);
        await app.DeliverAsync(order.Placed);
        await app.DeliverAsync(order.Cancelled);
        await app.DeliverAsync(order.Shipped);
        Assert.Equal((10, 0, ReservationState.Released), await order.StockAsync(app));
    }

    [Fact]
    public async Task A_shipment_and_a_release_arriving_together_have_one_winner()
    {
        for (var i = 0; i < 15; i++)
        {
            var order = await GivenAsync($"MEETING-{i}", onHand: 10, quantity: 3);
            await app.DeliverAsync(order.Placed);
            await Task.WhenAll(app.DeliverAsync(order.Shipped), app.DeliverAsync(order.Cancelled), app.DeliverAsync(order.Shipped), app.DeliverAsync(order.Cancelled));
            var stock = await order.StockAsync(app);
            Assert.True(stock is (7, 0, ReservationState.Sold) or (10, 0, ReservationState.Released), stock.ToString());
        }
    }

    [Fact]
    public async Task A_shipment_that_comes_before_its_order_is_a_sale_all_the_same()
    {
        var order = await GivenAsync("AHEAD", onHand: 10, quantity: 3);
        await app.DeliverAsync(order.Shipped);
        Assert.Equal((7, 0, ReservationState.Sold), await order.StockAsync(app));

        await app.DeliverAsync(order.Placed); // finds it done, and is answered
        await app.DeliverAsync(order.Shipped);
        Assert.Equal((7, 0, ReservationState.Sold), await order.StockAsync(app));
        var answer = await Eventually.GetAsync(
            () => Task.FromResult(app.Published<StockReserved>().Where(a => a.OrderId == order.OrderId).ToList()), answers => answers.Count == 1);
        Assert.Equal([new("AHEAD", 3, 9.90m)], answer[0].Lines);
    }

    [Fact]
    public async Task An_order_and_its_shipment_arriving_together_are_one_sale()
    {
        for (var i = 0; i < 15; i++)
        {
            var order = await GivenAsync($"PAIR-{i}", onHand: 10, quantity: 3);
            await Task.WhenAll(app.DeliverAsync(order.Shipped), app.DeliverAsync(order.Placed));
            Assert.Equal((7, 0, ReservationState.Sold), await order.StockAsync(app));
        }
    }

    [Fact]
    public async Task A_shipment_of_goods_that_are_not_there_moves_nothing_and_stops_nobody()
    {
        var (impossible, possible) = (await GivenAsync("NOT-THERE", onHand: 2, quantity: 3), await GivenAsync("THERE", onHand: 3, quantity: 3));
        await app.DeliverAsync(impossible.Shipped);
        await app.DeliverAsync(possible.Shipped);
        Assert.Equal((2, 0, null), await impossible.StockAsync(app));
        Assert.Equal((0, 0, ReservationState.Sold), await possible.StockAsync(app));
        Assert.Equal(0, await app.QueryAsync(db => db.OrderDecisions.CountAsync(d => d.OrderId == impossible.OrderId)));
    }

    [Fact]
    public async Task Others_hear_when_a_shipment_that_came_ahead_leaves_few()
    {
        var order = await GivenAsync("FEW", onHand: 7, quantity: 4);
        await app.DeliverAsync(order.Shipped);
        await Eventually.AreEqual(1, () => app.Published<AvailabilityChanged>().Count(a => a is { Sku: "FEW", Availability: Availability.Low }));
    }

    [Fact]
    public async Task Others_hear_of_each_unit_that_goes_of_the_last_few_and_nothing_of_its_shipment()
    {
        await app.GivenProductAsync("last-few", sku: "LAST-FEW", onHand: 5);
        var orders = Enumerable.Range(0, 4).Select(_ => new StockFacts("LAST-FEW", 1)).ToList();
        foreach (var (i, order) in orders.Index())
        {
            await app.DeliverAsync(order.Placed);
            await Eventually.AreEqual(2 + i, () => app.Published<AvailabilityChanged>().Where(a => a.Sku == "LAST-FEW").Select(a => a.Version).DefaultIfEmpty().Max());
        }
        foreach (var order in orders)
        {
            await app.DeliverAsync(order.Shipped); // left the warehouse: as many can be ordered as before
        }
        await app.DeliverAsync(new StockFacts("LAST-FEW", 1).Placed);
        var heard = await Eventually.GetAsync(
            () => Task.FromResult(app.Published<AvailabilityChanged>().Where(a => a.Sku == "LAST-FEW").OrderBy(a => a.Version).ToList()), a => a is [.., { Availability: Availability.SoldOut }]);
        Assert.Equal([(2, Availability.Low), (3, Availability.Low), (4, Availability.Low), (5, Availability.Low), (6, Availability.SoldOut)], heard.Select(a => (a.Version, a.Availability)));
    }

    private Task<StockFacts> GivenAsync(string sku, int onHand, int quantity) => StockFacts.GivenBesideAnotherAsync(app, sku, onHand, quantity);
}
