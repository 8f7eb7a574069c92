using Avanii.Catalog.Contracts;
using Avanii.Orders.Contracts;
using Avanii.Testing;

namespace Avanii.Orders.Tests.Orders;

/// <summary>Events carry the order: who writes to the shopper asks nobody.</summary>
public sealed class OrderEventTests(OrderApp app) : IClassFixture<OrderApp>
{
    private readonly StaffMember _staff = new(app);

    [Fact]
    public async Task From_its_confirmation_to_its_refund_each_event_carries_the_order_as_it_is_then()
    {
        var shopper = new Shopper(app);
        var order = await shopper.PlaceConfirmedAsync(app);
        await _staff.TryPayAsync(order.Id, order.Total).OrderAsync();
        await _staff.TryShipAsync(order.Id, "DHL", "JD0001").OrderAsync();
        await _staff.TryRefundAsync(order.Id, reason: "came back").OrderAsync();

        AssertWhole(order, 0, (await ToldAsync<OrderConfirmed>(order)).Order);
        AssertWhole(order, order.Total, (await ToldAsync<OrderPaid>(order)).Order);
        AssertWhole(order, order.Total, (await ToldAsync<OrderShipped>(order)).Order);
        var refunded = await ToldAsync<OrderRefunded>(order);
        AssertWhole(order, order.Total, refunded.Order);
        Assert.Equal("came back", refunded.Reason);
    }

    [Fact]
    public async Task Who_called_it_off_and_why_is_in_the_event()
    {
        var shopper = new Shopper(app);
        var (own, shops) = (await shopper.PlaceAsync(), await new Shopper(app).PlaceConfirmedAsync(app));
        await shopper.TryCancelAsync(own.Id).OrderAsync();
        await _staff.TryPayAsync(shops.Id, shops.Total).OrderAsync();
        await _staff.TryCancelAsync(shops.Id, "damaged in the warehouse").OrderAsync();

        var byShopper = await ToldAsync<OrderCancelled>(own);
        AssertWhole(own, 0, byShopper.Order);
        Assert.Equal((true, null), (byShopper.ByShopper, byShopper.Reason));
        var byStaff = await ToldAsync<OrderCancelled>(shops);
        Assert.Equal((false, "damaged in the warehouse", shops.Total), (byStaff.ByShopper, byStaff.Reason, byStaff.Order!.RefundDue));
    }

    [Fact]
    public async Task A_rejection_carries_each_lines_reason()
    {
        var order = await new Shopper(app).PlaceAsync();
        await app.RefuseAsync(order, available: 1);
        var told = (await ToldAsync<OrderRejected>(order)).Order!;
        Assert.Equal([(StockRejectionReason.SoldOut, 1), (null, null)], told.Lines.Select(line => (line.Rejection, line.AvailableUnits)));
    }

    [Fact]
    public async Task What_has_expired_says_what_it_waited_for()
    {
        var (placed, confirmed) = (await new Shopper(app).PlaceAsync(), await new Shopper(app).PlaceConfirmedAsync(app));
        app.Clock.Advance(TimeSpan.FromDays(8));
        Assert.False((await ToldAsync<OrderExpired>(placed)).WasConfirmed);
        var told = await ToldAsync<OrderExpired>(confirmed);
        Assert.True(told.WasConfirmed);
        AssertWhole(confirmed, 0, told.Order);
    }

    private async Task<T> ToldAsync<T>(OrderView order)
        where T : class
        => (await Eventually.GetAsync(
            () => Task.FromResult(app.Others.Heard<T>().FirstOrDefault(e => order.Id.Equals(e.GetType().GetProperty("OrderId")!.GetValue(e)))), told => told is not null))!;

    private static void AssertWhole(OrderView order, decimal paid, OrderSnapshot? told) => Assert.Equivalent(
        new OrderSnapshot(order.PlacedAt, order.Lines, order.Subtotal, order.Delivery, order.Total, order.Vat, order.Currency, order.Address, order.PaymentMethod, paid, 0),
        told, strict: true);
}
