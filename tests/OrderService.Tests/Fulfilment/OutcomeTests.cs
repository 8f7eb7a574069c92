using Avanii.Catalog.Contracts;
using Avanii.Orders.Contracts;
using Avanii.Testing;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Orders.Tests.Fulfilment;

public sealed class OutcomeTests(OrderApp app) : IClassFixture<OrderApp>
{
    [Fact]
    public async Task An_order_whose_lines_are_held_is_confirmed_and_announced_with_what_was_bought()
    {
        var shopper = new Shopper(app);
        var order = await shopper.PlaceAsync();
        var waiting = shopper.OrderAsync(order.Id, wait: 10);
        await app.ReserveAsync(order);

        var after = await waiting;
        Assert.Equal((OrderStatus.Confirmed, true, true), (after.Status, after.Decided, after.CanCancel));
        Assert.Equal([(OrderStatus.Placed, "shopper"), (OrderStatus.Confirmed, "catalogue")], after.History.Select(line => (line.Status, line.Actor)));
        await Eventually.AreEqual(1, () => app.Others.Heard<OrderConfirmed>().Count(e => e.OrderId == order.Id));
        var told = app.Others.Heard<OrderConfirmed>().Single(e => e.OrderId == order.Id);
        Assert.Equal((shopper.Cart.Id, shopper.Subject, order.Number, 30.40m, "ada@example.org"), (told.CartId, told.Subject, told.Number, told.Total, told.Email));
        Assert.Equal([("BOWL", 1), ("MUG", 2)], told.Lines.Select(line => (line.Sku, line.Quantity)).Order());
    }

    [Fact]
    public async Task A_price_that_fell_until_the_stock_was_held_is_the_shoppers_gain()
    {
        var shopper = new Shopper(app, Shopper.Line("MUG", 30.00m, 2));
        var order = await shopper.PlaceAsync();
        await app.ReserveAsync(order, unitPrice: 20.00m);

        var after = await shopper.OrderAsync(order.Id);
        Assert.Equal((20.00m, 40.00m, 40.00m, 0m, 40.00m),
            (after.Lines[0].UnitPrice, after.Lines[0].LineTotal, after.Subtotal, after.Delivery, after.Total));
        Assert.Equal([new VatShare(0.20m, 6.67m)], after.Vat);
    }

    [Fact]
    public async Task A_rejected_order_says_of_each_line_why()
    {
        var shopper = new Shopper(app, Shopper.Line("MUG", 10.00m, 3), Shopper.Line("BOWL", 5.00m, 1), Shopper.Line("HAT", 20.00m, 1), Shopper.Line("TEA", 4.00m, 1));
        var order = await shopper.PlaceAsync();
        await app.DeliverAsync(new StockRejected(order.Id,
        [
            new("MUG", StockRejectionReason.SoldOut, 2, null),
            new("BOWL", StockRejectionReason.PriceChanged, null, 6.00m),
            new("HAT", StockRejectionReason.Retired, null, null),
        ]));

        var after = await shopper.OrderAsync(order.Id);
        Assert.Equal((OrderStatus.Rejected, true, false), (after.Status, after.Decided, after.CanCancel));
        Assert.Equal(
            [(StockRejectionReason.SoldOut, 2, null), (StockRejectionReason.PriceChanged, null, 6.00m), (StockRejectionReason.Retired, null, null), (null, null, null)],
            after.Lines.Select(line => (line.Rejection, line.AvailableUnits, line.CurrentUnitPrice)));
        await Eventually.AreEqual("OrderPlaced OrderRejected", () => string.Join(' ', app.HeardOf(order.Id)));
    }

    [Fact]
    public async Task A_reservation_that_lacks_a_line_confirms_nothing_and_the_next_one_does()
    {
        var shopper = new Shopper(app);
        var order = await shopper.PlaceAsync();
        await app.DeliverAsync(new StockReserved(order.Id, [new("MUG", 2, 10.00m)]));
        Assert.Equal(OrderStatus.Placed, (await shopper.OrderAsync(order.Id)).Status);
        await app.ReserveAsync(order);
        Assert.Equal(OrderStatus.Confirmed, (await shopper.OrderAsync(order.Id)).Status);
    }

    [Fact]
    public async Task Facts_that_are_repeated_change_nothing()
    {
        var shopper = new Shopper(app);
        var order = await shopper.PlaceAsync();
        var id = Guid.CreateVersion7();
        await app.ReserveAsync(order, messageId: id);
        var once = await shopper.OrderAsync(order.Id);
        await app.ReserveAsync(order, messageId: id); // the same message
        await app.ReserveAsync(order, unitPrice: 0.01m); // another message of the same fact
        Assert.Equivalent(once, await shopper.OrderAsync(order.Id), strict: true);

        await shopper.TryCancelAsync(order.Id);
        await Eventually.AreEqual("OrderPlaced OrderConfirmed OrderCancelled", () => string.Join(' ', app.HeardOf(order.Id)));
    }

    [Theory]
    [InlineData(OrderStatus.Confirmed)]
    [InlineData(OrderStatus.Rejected)]
    [InlineData(OrderStatus.Cancelled)]
    [InlineData(OrderStatus.Expired)]
    [InlineData(OrderStatus.Paid)]
    [InlineData(OrderStatus.Shipped)]
    [InlineData(OrderStatus.Delivered)]
    [InlineData(OrderStatus.Refunded)]
    public async Task Whatever_the_catalogue_says_too_late_and_however_often_changes_nothing(OrderStatus status)
    {
        var (shopper, staff) = (new Shopper(app), new StaffMember(app));
        var order = await BringToAsync(status, shopper, staff);
        Assert.Equal(status, order.Status);

        object[] facts =
        [
            new StockReserved(order.Id, [.. order.Lines.Select(line => new StockReserved.Line(line.Sku, line.Quantity, 0.01m))]),
            new StockRejected(order.Id, [new(order.Lines[0].Sku, StockRejectionReason.SoldOut, 0, null)]),
        ];
        foreach (var fact in facts)
        {
            var id = Guid.CreateVersion7();
            foreach (var messageId in new[] { id, id, Guid.CreateVersion7() })
            {
                await (fact is StockReserved reserved ? app.DeliverAsync(reserved, messageId) : app.DeliverAsync((StockRejected)fact, messageId));
            }
        }
        Assert.Equivalent(order, await shopper.OrderAsync(order.Id), strict: true);
        // Nothing more was told, nor will be: an event is written in the transaction of its cause.
        Assert.Equal(order.History.Count, await app.QueryAsync(db => db.Outbox.CountAsync(m => m.Aggregate == $"order:{order.Id}")));
        await Eventually.AreEqual(string.Join(' ', order.History.Select(line => $"Order{line.Status}")), () => string.Join(' ', app.HeardOf(order.Id)));
    }

    [Fact]
    public async Task What_happened_before_a_restart_is_told_after_it_in_its_order()
    {
        await using var before = await OrderApp.StartUnheardAsync();
        var shopper = new Shopper(before);
        var order = await shopper.PlaceAsync();
        await shopper.TryCancelAsync(order.Id);
        await using var after = await before.StartAnotherAsync(isHeard: true);
        await before.DisposeAsync();

        await Eventually.AreEqual("OrderPlaced OrderCancelled", () => string.Join(' ', after.HeardOf(order.Id)), TimeSpan.FromSeconds(30));
    }

    private async Task<OrderView> BringToAsync(OrderStatus status, Shopper shopper, StaffMember staff)
    {
        if (status is OrderStatus.Rejected or OrderStatus.Cancelled or OrderStatus.Expired)
        {
            var placed = await shopper.PlaceAsync();
            switch (status)
            {
                case OrderStatus.Rejected:
                    await app.RefuseAsync(placed);
                    break;
                case OrderStatus.Cancelled:
                    await shopper.TryCancelAsync(placed.Id);
                    break;
                default:
                    app.Clock.Advance(TimeSpan.FromMinutes(31));
                    await shopper.OrderAsync(placed.Id, wait: 10);
                    break;
            }
            return await shopper.OrderAsync(placed.Id);
        }
        var order = await shopper.PlaceConfirmedAsync(app);
        (OrderStatus Status, Func<Task<HttpResponseMessage>> Move)[] life =
        [
            (OrderStatus.Paid, () => staff.TryPayAsync(order.Id, order.Total)),
            (OrderStatus.Shipped, () => staff.TryShipAsync(order.Id)),
            (OrderStatus.Delivered, () => staff.TryDeliverAsync(order.Id)),
            (OrderStatus.Refunded, () => staff.TryRefundAsync(order.Id)),
        ];
        foreach (var (_, move) in life.TakeWhile(_ => order.Status != status))
        {
            await move().OrderAsync();
            order = await shopper.OrderAsync(order.Id);
        }
        return order;
    }
}
