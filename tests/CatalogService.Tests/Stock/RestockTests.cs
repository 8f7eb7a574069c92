using Avanii.Catalog.Contracts;
using Avanii.Catalog.Stock;
using Avanii.Testing;

namespace Avanii.Catalog.Tests.Stock;

public sealed class RestockTests(CatalogApp app) : IClassFixture<CatalogApp>
{
    [Fact]
    public async Task Goods_that_came_back_are_on_sale_again_once()
    {
        var (order, id) = (await GivenShippedAsync("CAME-BACK"), Guid.CreateVersion7());
        await app.DeliverAsync(order.Refunded(restock: true), id);
        await app.DeliverAsync(order.Refunded(restock: true), id);
        await Task.WhenAll(app.DeliverAsync(order.Refunded(restock: true)), app.DeliverAsync(order.Refunded(restock: true)));
        Assert.Equal((10, 0, ReservationState.Returned), await order.StockAsync(app));
    }

    [Fact]
    public async Task Goods_that_came_back_broken_stay_sold()
    {
        var order = await GivenShippedAsync("BROKEN");
        await app.DeliverAsync(order.Refunded(restock: false));
        Assert.Equal((7, 0, ReservationState.Sold), await order.StockAsync(app));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Goods_that_never_left_are_free_again_whatever_is_said_of_restocking(bool restock)
    {
        var order = await GivenAsync($"NEVER-LEFT-{restock}".ToUpperInvariant());
        await app.DeliverAsync(order.Placed);
        await app.DeliverAsync(order.Refunded(restock, wasShipped: false));
        Assert.Equal((10, 0, ReservationState.Released), await order.StockAsync(app));
    }

    [Fact]
    public async Task The_refund_of_an_order_that_was_cancelled_moves_nothing()
    {
        var order = await GivenAsync("CANCELLED");
        await app.DeliverAsync(order.Placed);
        await app.DeliverAsync(order.Cancelled);
        await app.DeliverAsync(order.Refunded(restock: true, wasShipped: false));
        Assert.Equal((10, 0, ReservationState.Released), await order.StockAsync(app));
    }

    [Theory]
    [InlineData(true, 10, ReservationState.Returned)]
    [InlineData(false, 7, ReservationState.Sold)]
    public async Task A_refund_that_overtakes_the_shipment_ends_as_if_it_had_not(bool restock, int onHand, ReservationState state)
    {
        var order = await GivenAsync($"OVERTAKEN-{restock}".ToUpperInvariant());
        await app.DeliverAsync(order.Placed);
        await app.DeliverAsync(order.Refunded(restock));
        await app.DeliverAsync(order.Shipped);
        Assert.Equal((onHand, 0, state), await order.StockAsync(app));
    }

    [Fact]
    public async Task All_facts_of_an_order_in_any_order_twice_and_at_once_end_alike()
    {
        for (var seed = 0; seed < 12; seed++)
        {
            var order = await GivenAsync($"SHUFFLED-{seed}");
            Func<Task>[] facts = [() => app.DeliverAsync(order.Placed), () => app.DeliverAsync(order.Shipped), () => app.DeliverAsync(order.Refunded(restock: true))];
            Func<Task>[] all = [.. facts, .. facts];
            new Random(seed).Shuffle(all);
            if (seed % 2 == 0)
            {
                await Task.WhenAll(all.Select(deliver => deliver()));
            }
            else
            {
                foreach (var deliver in all)
                {
                    await deliver();
                }
            }
            Assert.Equal((10, 0, ReservationState.Returned), await order.StockAsync(app));
        }
    }

    [Fact]
    public async Task Others_hear_that_it_is_to_be_had_again()
    {
        await app.GivenProductAsync(sku: "LAST-ONE", onHand: 1);
        var order = new StockFacts("LAST-ONE", 1);
        await app.DeliverAsync(order.Placed);
        await app.DeliverAsync(order.Shipped);
        await app.DeliverAsync(order.Refunded(restock: true));
        var bands = await Eventually.GetAsync(
            () => Task.FromResult(app.Published<AvailabilityChanged>().Where(a => a.Sku == "LAST-ONE").OrderBy(a => a.Version).ToList()), heard => heard.Count == 2);
        Assert.Equal([Availability.SoldOut, Availability.Low], bands.Select(a => a.Availability));
    }

    private Task<StockFacts> GivenAsync(string sku) => StockFacts.GivenBesideAnotherAsync(app, sku, onHand: 10, quantity: 3);

    private async Task<StockFacts> GivenShippedAsync(string sku)
    {
        var order = await GivenAsync(sku);
        await app.DeliverAsync(order.Placed);
        await app.DeliverAsync(order.Shipped);
        Assert.Equal((7, 0, ReservationState.Sold), await order.StockAsync(app));
        return order;
    }
}
