using System.Net;
using System.Net.Http.Json;
using Avanii.Orders.Contracts;
using Avanii.Testing;

namespace Avanii.Orders.Tests.Orders;

public sealed class CancelOrderTests(OrderApp app) : IClassFixture<OrderApp>
{
    [Fact]
    public async Task Cancelled_twice_is_cancelled_once()
    {
        var shopper = new Shopper(app);
        var order = await shopper.PlaceAsync();
        await app.ReserveAsync(order);
        var once = await (await shopper.TryCancelAsync(order.Id)).Content.ReadFromJsonAsync<OrderView>();
        var again = await (await shopper.TryCancelAsync(order.Id)).Content.ReadFromJsonAsync<OrderView>();

        Assert.Equal((OrderStatus.Cancelled, false), (once!.Status, once.CanCancel));
        Assert.Equivalent(once, again, strict: true);
        await Eventually.AreEqual("OrderPlaced OrderConfirmed OrderCancelled", () => string.Join(' ', app.HeardOf(order.Id)));
    }

    [Fact]
    public async Task An_order_that_is_over_cannot_be_cancelled()
    {
        var shopper = new Shopper(app);
        var order = await shopper.PlaceAsync();
        await app.RefuseAsync(order);
        var problem = await (await shopper.TryCancelAsync(order.Id)).AssertProblemAsync(HttpStatusCode.Conflict, "order-not-cancellable");
        Assert.Equal("Rejected", problem.GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_cancel_that_meets_the_confirmation_leaves_one_story()
    {
        for (var i = 0; i < 10; i++)
        {
            var shopper = new Shopper(app);
            var order = await shopper.PlaceAsync();
            var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => shopper.TryCancelAsync(order.Id)).Append(Confirm(order)));
            Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));

            var after = await shopper.OrderAsync(order.Id);
            Assert.Equal(OrderStatus.Cancelled, after.Status); // whoever came first: a confirmed order can still be cancelled
            var told = after.History.Select(line => $"Order{line.Status}").ToList();
            Assert.Equal(told.Distinct(), told);
            await Eventually.AreEqual(string.Join(' ', told), () => string.Join(' ', app.HeardOf(order.Id)));
        }

        async Task<HttpResponseMessage> Confirm(OrderView order)
        {
            await app.ReserveAsync(order);
            return new HttpResponseMessage(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task A_cancel_that_meets_the_rejection_has_one_winner()
    {
        for (var i = 0; i < 10; i++)
        {
            var shopper = new Shopper(app);
            var order = await shopper.PlaceAsync();
            var cancelling = shopper.TryCancelAsync(order.Id);
            await app.RefuseAsync(order);
            var answer = await cancelling;

            var after = await shopper.OrderAsync(order.Id);
            Assert.Equal(answer.StatusCode == HttpStatusCode.OK ? OrderStatus.Cancelled : OrderStatus.Rejected, after.Status);
            Assert.Equal(2, after.History.Count);
            await Eventually.AreEqual($"OrderPlaced Order{after.Status}", () => string.Join(' ', app.HeardOf(order.Id)));
        }
    }
}
