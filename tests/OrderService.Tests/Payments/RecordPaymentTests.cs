using System.Net;
using System.Net.Http.Json;
using Avanii.Orders.Contracts;
using Avanii.Testing;

namespace Avanii.Orders.Tests.Payments;

public sealed class RecordPaymentTests(OrderApp app) : IClassFixture<OrderApp>
{
    private readonly StaffMember _staff = new(app);

    [Fact]
    public async Task The_exact_total_makes_a_confirmed_order_paid_and_it_is_told_once()
    {
        var shopper = new Shopper(app);
        var order = await shopper.PlaceConfirmedAsync(app);
        var paid = await _staff.TryPayAsync(order.Id, order.Total).OrderAsync();
        Assert.Equal((OrderStatus.Paid, order.Total, 0m), (paid.Status, paid.Paid, paid.RefundDue));
        Assert.Equal(("staff", _staff.Subject), (paid.History[^1].Actor, paid.History[^1].Subject));
        Assert.Equal(32, paid.History[^1].TraceId!.Length);
        Assert.Equal(("RF18", order.Total, _staff.Subject), (paid.Payments![0].Reference, paid.Payments[0].Amount, paid.Payments[0].RecordedBy));

        await Eventually.AreEqual(1, () => app.Others.Heard<OrderPaid>().Count(e => e.OrderId == order.Id));
        var told = app.Others.Heard<OrderPaid>().Single(e => e.OrderId == order.Id);
        Assert.Equal((order.Number, order.Total, "EUR", "ada@example.org"), (told.Number, told.Amount, told.Currency, told.Email));
        app.Clock.Advance(TimeSpan.FromDays(8)); // nothing is due any more
        var seen = await shopper.OrderAsync(order.Id);
        Assert.Equal((OrderStatus.Paid, true), (seen.Status, seen.CanCancel));
        Assert.Equal(("staff", null, null), (seen.History[^1].Actor, seen.History[^1].Subject, seen.History[^1].TraceId)); // who in person is not the shopper's business
        Assert.Null(seen.Payments![0].RecordedBy);
    }

    [Fact]
    public async Task Booked_again_by_key_by_reference_or_all_at_once_it_is_one_payment()
    {
        var order = await new Shopper(app).PlaceConfirmedAsync(app);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => _staff.TryPayAsync(order.Id, order.Total, key: i % 2 == 0 ? "a" : "b").OrderAsync()));
        var again = await _staff.TryPayAsync(order.Id, order.Total, key: "c").OrderAsync(); // the same line of the bank's statement, a month later
        Assert.All(answers, answer => Assert.Equivalent(again, answer, strict: true));
        Assert.Equal((1, order.Total), (again.Payments!.Count, again.Paid));
        await Eventually.AreEqual("OrderPlaced OrderConfirmed OrderPaid", () => string.Join(' ', app.HeardOf(order.Id)));
    }

    [Fact]
    public async Task Another_payment_under_the_same_key_or_the_same_reference_is_refused()
    {
        var order = await new Shopper(app).PlaceConfirmedAsync(app);
        await _staff.TryPayAsync(order.Id, order.Total, "RF18", "key").OrderAsync();
        await (await _staff.TryPayAsync(order.Id, order.Total, "RF19", "key")).AssertProblemAsync(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
        await (await _staff.TryPayAsync(order.Id, 1.00m, "RF18", "other")).AssertProblemAsync(HttpStatusCode.UnprocessableEntity, "payment-differs");
        await (await _staff.TryPayAsync(order.Id, order.Total, "RF19", "another")).AssertProblemAsync(HttpStatusCode.Conflict, "order-move-not-allowed");
        Assert.Single((await _staff.OrderAsync(order.Id)).Payments!);
    }

    [Fact]
    public async Task Another_amount_than_the_total_is_refused_with_the_total()
    {
        var order = await new Shopper(app).PlaceConfirmedAsync(app);
        foreach (var amount in new[] { order.Total - 0.01m, order.Total + 0.01m, order.Total + 0.001m })
        {
            await (await _staff.TryPayAsync(order.Id, amount)).AssertProblemAsync(HttpStatusCode.UnprocessableEntity, "payment-wrong-amount");
        }
        var problem = await (await _staff.TryPayAsync(order.Id, 1.00m)).AssertProblemAsync(HttpStatusCode.UnprocessableEntity, "payment-wrong-amount");
        Assert.Equal(order.Total, problem.GetProperty("total").GetDecimal());
        Assert.Equal(0, (await _staff.OrderAsync(order.Id)).Paid);
        Assert.Equal(OrderStatus.Paid, (await _staff.TryPayAsync(order.Id, order.Total).OrderAsync()).Status); // a refusal burns neither key nor reference
    }

    [Theory]
    [InlineData("cancelled")]
    [InlineData("expired")]
    public async Task Money_that_comes_too_late_is_booked_and_owed_back(string end)
    {
        var shopper = new Shopper(app);
        var order = await shopper.PlaceConfirmedAsync(app);
        if (end == "cancelled")
        {
            await shopper.TryCancelAsync(order.Id).OrderAsync();
        }
        else
        {
            app.Clock.Advance(TimeSpan.FromDays(8));
            await Eventually.AreEqual(OrderStatus.Expired, async () => (await shopper.OrderAsync(order.Id)).Status);
        }
        var late = await _staff.TryPayAsync(order.Id, 5.00m).OrderAsync();
        Assert.Equal((5.00m, 5.00m, late.Status), (late.Paid, late.RefundDue, end == "cancelled" ? OrderStatus.Cancelled : OrderStatus.Expired));
        Assert.Contains((await _staff.ListAsync("?refundDue=true&limit=100")).Items, o => o.Id == order.Id && o.RefundDue == 5.00m);
        Assert.Equal(5.00m, (await shopper.OrderAsync(order.Id)).RefundDue); // and the shopper sees it, too
        await Eventually.AreEqual(1, () => app.Others.Heard<OrderPaidTooLate>().Count(e => e.OrderId == order.Id)); // and is written to
        var owed = app.Others.Heard<OrderPaidTooLate>().Single(e => e.OrderId == order.Id);
        Assert.Equal((5.00m, 5.00m, "ada@example.org", shopper.Subject), (owed.Amount, owed.Order!.RefundDue, owed.Email, owed.Subject));

        var refunded = await _staff.TryRefundAsync(order.Id, restock: true).OrderAsync();
        Assert.Equal((OrderStatus.Refunded, 0m), (refunded.Status, refunded.RefundDue));
        Assert.DoesNotContain((await _staff.ListAsync("?refundDue=true&limit=100")).Items, o => o.Id == order.Id);
        await Eventually.AreEqual(1, () => app.Others.Heard<OrderRefunded>().Count(e => e.OrderId == order.Id));
        var told = app.Others.Heard<OrderRefunded>().Single(e => e.OrderId == order.Id);
        Assert.Equal((5.00m, true, false), (told.Amount, told.Restock, told.WasShipped));
    }

    [Fact]
    public async Task A_payment_that_meets_a_cancel_is_never_silently_kept()
    {
        for (var i = 0; i < 10; i++)
        {
            var shopper = new Shopper(app);
            var order = await shopper.PlaceConfirmedAsync(app);
            await Task.WhenAll(_staff.TryPayAsync(order.Id, order.Total).OrderAsync(), shopper.TryCancelAsync(order.Id).OrderAsync());
            var after = await shopper.OrderAsync(order.Id);
            Assert.Equal((OrderStatus.Cancelled, order.Total), (after.Status, after.RefundDue));
        }
    }

    [Fact]
    public async Task What_owes_nothing_takes_no_payment()
    {
        var (placed, toCourier, rejected) = (await new Shopper(app).PlaceAsync(), await new Shopper(app).PlaceConfirmedAsync(app, PaymentMethod.OnDelivery), await new Shopper(app).PlaceAsync());
        await app.RefuseAsync(rejected);
        foreach (var order in new[] { placed, toCourier, rejected })
        {
            await (await _staff.TryPayAsync(order.Id, order.Total)).AssertProblemAsync(HttpStatusCode.Conflict, "order-move-not-allowed");
            Assert.Equal(0, (await _staff.OrderAsync(order.Id)).Paid);
        }
    }

    [Fact]
    public async Task A_payment_without_key_or_sense_is_refused()
    {
        var order = await new Shopper(app).PlaceConfirmedAsync(app);
        await (await _staff.TryPayAsync(order.Id, order.Total, key: "")).AssertProblemAsync(HttpStatusCode.BadRequest, "idempotency-key-missing");
        await (await _staff.TryPayAsync(order.Id, 0)).AssertInvalidAsync("amount");
        await (await _staff.TryPayAsync(order.Id, -1)).AssertInvalidAsync("amount");
        await (await _staff.TryPayAsync(order.Id, 1, " ", "key")).AssertInvalidAsync("reference");
        await (await _staff.TryPayAsync(order.Id, 1, new string('x', 101), "key")).AssertInvalidAsync("reference");
        await (await _staff.Client.PostAsJsonAsync($"/orders/{order.Id}/payments", new { amount = 1 })).AssertProblemAsync(HttpStatusCode.BadRequest, "unreadable-request");
    }
}
