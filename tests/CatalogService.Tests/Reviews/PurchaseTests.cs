using System.Net;
using Avanii.Catalog.Tests.Stock;
using Avanii.Orders.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Catalog.Tests.Reviews;

/// <summary>Who may review a product, as the events of orders tell it in any order and any number.</summary>
public sealed class PurchaseTests(CatalogApp app) : IClassFixture<CatalogApp>
{
    [Fact]
    public async Task A_shipment_told_again_changes_nothing()
    {
        await app.GivenProductAsync("again", sku: "AGAIN", colours: ["Sand", "Ink"]);
        var (buyer, order, message) = (new Buyer(app), Guid.CreateVersion7(), Guid.CreateVersion7());
        var shipped = Buyer.Shipped(order, buyer.Subject, "AGAIN-SAND", "AGAIN-INK", "NEVER-HEARD-OF");
        await app.DeliverAsync(shipped, message);
        await app.DeliverAsync(shipped, message);
        await app.DeliverAsync(shipped);
        Assert.True((await buyer.MineAsync("again")).MayWrite);
        Assert.Equal(1, await app.QueryAsync(db => db.BoughtProducts.CountAsync(b => b.OrderId == order)));
    }

    [Fact]
    public async Task A_refund_takes_the_right_away_in_whatever_order_it_comes_and_leaves_what_was_written()
    {
        await app.GivenProductAsync("refunded", sku: "REFUNDED");
        var (first, second, third) = (new Buyer(app), new Buyer(app), new Buyer(app));
        var orders = new[] { Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7() };
        await app.DeliverAsync(Buyer.Shipped(orders[0], first.Subject, "REFUNDED"));
        await app.DeliverAsync(Buyer.Refunded(orders[0], first.Subject, "REFUNDED"));
        await app.DeliverAsync(Buyer.Refunded(orders[1], second.Subject, "REFUNDED"));
        await app.DeliverAsync(Buyer.Delivered(orders[1], second.Subject));
        await app.DeliverAsync(Buyer.Shipped(orders[1], second.Subject, "REFUNDED"));
        foreach (var buyer in new[] { first, second })
        {
            Assert.False((await buyer.MineAsync("refunded")).MayWrite);
            await (await buyer.TryWriteAsync("refunded", Buyer.Words())).AssertProblemAsync(HttpStatusCode.Forbidden, "not-bought");
        }

        await app.DeliverAsync(Buyer.Shipped(orders[2], third.Subject, "REFUNDED"));
        await third.PublishedAsync("refunded");
        await app.DeliverAsync(Buyer.Refunded(orders[2], third.Subject, "REFUNDED"));
        Assert.Single((await app.ReviewsAsync("refunded")).Items);
        Assert.True((await third.MineAsync("refunded")).MayWrite); // may change what is theirs
        await third.Client.DeleteAsync("/products/refunded/reviews/mine");
        await (await third.TryWriteAsync("refunded", Buyer.Words())).AssertProblemAsync(HttpStatusCode.Forbidden, "not-bought");
        // Bought once more, and kept.
        await app.DeliverAsync(Buyer.Shipped(Guid.CreateVersion7(), third.Subject, "REFUNDED"));
        await third.WriteAsync("refunded");
    }

    [Fact]
    public async Task An_order_that_was_shipped_before_purchases_were_kept_counts_when_it_is_delivered()
    {
        await app.GivenProductAsync("delivered", sku: "DELIVERED");
        var (buyer, order) = (new Buyer(app), new StockFacts("DELIVERED", 1));
        await app.DeliverAsync(order.Placed);
        Assert.False((await buyer.MineAsync("delivered")).MayWrite);
        await app.DeliverAsync(Buyer.Delivered(order.OrderId, buyer.Subject));
        Assert.True((await buyer.MineAsync("delivered")).MayWrite);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_somebody_bought_as_a_guest_counts_when_they_have_claimed_it(bool claimedFirst)
    {
        var slug = $"claimed-{claimedFirst}".ToLowerInvariant();
        await app.GivenProductAsync(slug, sku: slug.ToUpperInvariant());
        var (buyer, order) = (new Buyer(app), Guid.CreateVersion7());
        var shipped = Buyer.Shipped(order, "guest:1", slug.ToUpperInvariant());
        var claimed = new GuestOrdersClaimed(buyer.Subject, [order, order]);
        await (claimedFirst ? app.DeliverAsync(claimed) : app.DeliverAsync(shipped));
        Assert.False((await buyer.MineAsync(slug)).MayWrite);
        await (claimedFirst ? app.DeliverAsync(shipped) : app.DeliverAsync(claimed));
        Assert.True((await buyer.MineAsync(slug)).MayWrite);
        Assert.Equal([buyer.Subject], await app.QueryAsync(db => db.BoughtOrders.Where(o => o.OrderId == order).Select(o => o.Subject).ToListAsync()));
    }

    [Fact]
    public async Task Who_buys_as_a_guest_is_not_kept()
    {
        await app.GivenProductAsync("guests", sku: "GUESTS");
        var order = Guid.CreateVersion7();
        await app.DeliverAsync(Buyer.Shipped(order, "guest:1", "GUESTS"));
        Assert.Equal([null], await app.QueryAsync(db => db.BoughtOrders.Where(o => o.OrderId == order).Select(o => o.Subject).ToListAsync()));
    }
}
