using System.Net;
using System.Net.Http.Json;
using Avanii.Orders.Contracts;
using Avanii.Testing;
using Avanii.Web.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Orders.Tests.Fulfilment;

public sealed class BackOfficeTests(OrderApp app) : IClassFixture<OrderApp>
{
    private readonly StaffMember _staff = new(app);

    [Fact]
    public async Task Staff_of_other_areas_are_strangers_to_an_order()
    {
        var order = await new Shopper(app).PlaceConfirmedAsync(app);
        using var others = app.CreateClient();
        others.DefaultRequestHeaders.Authorization = new("Bearer", app.Tokens.Staff(StaffAreas.Catalogue, StaffAreas.Customers, StaffAreas.Settings));
        Assert.Equal(HttpStatusCode.Forbidden, (await others.GetAsync("/orders/all")).StatusCode);
        foreach (var move in new[] { "payments", "ship", "deliver", "refund" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await others.PostAsJsonAsync($"/orders/{order.Id}/{move}", new { })).StatusCode);
        }
        await (await others.GetAsync($"/orders/{order.Id}")).AssertProblemAsync(HttpStatusCode.NotFound, "order-not-found");
        await (await others.PostAsJsonAsync($"/orders/{order.Id}/cancel", new CancelOrderRequest("why not"))).AssertProblemAsync(HttpStatusCode.NotFound, "order-not-found");

        using var theirs = app.CreateClient();
        theirs.DefaultRequestHeaders.Authorization = new("Bearer", app.Tokens.Staff(StaffAreas.Orders));
        Assert.Equal(HttpStatusCode.OK, (await theirs.GetAsync($"/orders/{order.Id}")).StatusCode);
        Assert.Equal(OrderStatus.Shipped, (await theirs.PostAsJsonAsync($"/orders/{(await new Shopper(app).PlaceConfirmedAsync(app, PaymentMethod.OnDelivery)).Id}/ship", new { }).OrderAsync()).Status);
        Assert.Equal(OrderStatus.Cancelled, (await theirs.PostAsJsonAsync($"/orders/{order.Id}/cancel", new CancelOrderRequest("sold twice")).OrderAsync()).Status);
    }

    [Fact]
    public async Task An_order_paid_in_advance_lives_to_its_end_and_each_step_is_told_once()
    {
        var shopper = new Shopper(app);
        var order = await shopper.PlaceConfirmedAsync(app);
        await _staff.TryPayAsync(order.Id, order.Total).OrderAsync();
        var shipped = await _staff.TryShipAsync(order.Id, " DHL ", "JD0001").OrderAsync();
        Assert.Equal((OrderStatus.Shipped, new ShipmentView("DHL", "JD0001"), false), (shipped.Status, shipped.Shipment, shipped.CanCancel));
        var delivered = await _staff.TryDeliverAsync(order.Id).OrderAsync();
        Assert.Single(delivered.Payments!);
        var refunded = await _staff.TryRefundAsync(order.Id, restock: true, "wrong size").OrderAsync();
        Assert.Equal((OrderStatus.Refunded, "wrong size", _staff.Subject), (refunded.Status, refunded.History[^1].Cause, refunded.History[^1].Subject));

        await Eventually.AreEqual("OrderPlaced OrderConfirmed OrderPaid OrderShipped OrderDelivered OrderRefunded", () => string.Join(' ', app.HeardOf(order.Id)));
        var left = app.Others.Heard<OrderShipped>().Single(e => e.OrderId == order.Id);
        Assert.Equal(("DHL", "JD0001", "ada@example.org"), (left.Carrier, left.Tracking, left.Email));
        Assert.Equal([("BOWL", 1), ("MUG", 2)], left.Lines.Select(line => (line.Sku, line.Quantity)).Order());
        var back = app.Others.Heard<OrderRefunded>().Single(e => e.OrderId == order.Id);
        Assert.Equal((order.Total, true, true, 2), (back.Amount, back.Restock, back.WasShipped, back.Lines.Count));
        Assert.Equal(new ShipmentView("DHL", "JD0001"), (await shopper.OrderAsync(order.Id)).Shipment);
    }

    [Fact]
    public async Task Pay_on_delivery_is_paid_when_it_is_delivered()
    {
        var order = await new Shopper(app).PlaceConfirmedAsync(app, PaymentMethod.OnDelivery);
        Assert.Equal(0, (await _staff.TryShipAsync(order.Id).OrderAsync()).Paid);
        await (await _staff.TryRefundAsync(order.Id)).AssertProblemAsync(HttpStatusCode.Conflict, "order-move-not-allowed"); // nothing was paid
        var delivered = await _staff.TryDeliverAsync(order.Id).OrderAsync();
        Assert.Equal((OrderStatus.Delivered, order.Total), (delivered.Status, delivered.Paid));
        Assert.Equal((PaymentMethod.OnDelivery, order.Total), (delivered.Payments![0].Method, delivered.Payments[0].Amount));
        Assert.Equal(OrderStatus.Refunded, (await _staff.TryRefundAsync(order.Id).OrderAsync()).Status);
    }

    [Fact]
    public async Task An_unpaid_order_that_is_to_be_paid_in_advance_is_not_shipped()
    {
        var order = await new Shopper(app).PlaceConfirmedAsync(app);
        var problem = await (await _staff.TryShipAsync(order.Id)).AssertProblemAsync(HttpStatusCode.Conflict, "order-move-not-allowed");
        Assert.Contains("has not been paid", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal("Confirmed", problem.GetProperty("status").GetString());
        // Not even by a statement that forgets the state machine.
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => app.QueryAsync(db => db.Orders.Where(o => o.Id == order.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(o => o.Status, OrderStatus.Shipped).SetProperty(o => o.Deadline, (DateTimeOffset?)null))));
    }

    [Fact]
    public async Task Asked_again_each_move_is_answered_like_the_first_and_changes_nothing()
    {
        var order = await new Shopper(app).PlaceConfirmedAsync(app);
        await _staff.TryPayAsync(order.Id, order.Total).OrderAsync();
        await SameTwiceAsync(() => _staff.TryShipAsync(order.Id, "DHL"));
        await SameTwiceAsync(() => _staff.TryDeliverAsync(order.Id));
        await SameTwiceAsync(() => _staff.TryRefundAsync(order.Id, restock: true));
        Assert.Equal(OrderStatus.Refunded, (await _staff.TryShipAsync(order.Id).OrderAsync()).Status); // it was shipped, whatever happened since
        await Eventually.AreEqual("OrderPlaced OrderConfirmed OrderPaid OrderShipped OrderDelivered OrderRefunded", () => string.Join(' ', app.HeardOf(order.Id)));

        async Task SameTwiceAsync(Func<Task<HttpResponseMessage>> ask)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ask().OrderAsync()));
            var again = await ask().OrderAsync();
            Assert.All(answers, answer => Assert.Equivalent(again, answer, strict: true));
        }
    }

    [Fact]
    public async Task Asked_for_something_else_than_was_done_a_move_is_refused_and_says_what_was_done()
    {
        var order = await new Shopper(app).PlaceConfirmedAsync(app);
        await _staff.TryPayAsync(order.Id, order.Total).OrderAsync();
        await _staff.TryShipAsync(order.Id, "DHL", "JD0001").OrderAsync();
        foreach (var (carrier, tracking) in new[] { ("DHL", "JD0002"), ("UPS", "JD0001"), ("UPS", null) })
        {
            var shipped = await (await _staff.TryShipAsync(order.Id, carrier, tracking)).AssertProblemAsync(HttpStatusCode.Conflict, "already-shipped");
            Assert.Equal(("DHL", "JD0001"), (shipped.GetProperty("carrier").GetString(), shipped.GetProperty("tracking").GetString()));
        }
        await _staff.TryRefundAsync(order.Id, restock: true, "came back").OrderAsync();
        foreach (var (restock, reason) in new[] { (false, "came back"), (true, "lost") })
        {
            var refunded = await (await _staff.TryRefundAsync(order.Id, restock, reason)).AssertProblemAsync(HttpStatusCode.Conflict, "already-refunded");
            Assert.Equal((true, "came back"), (refunded.GetProperty("restock").GetBoolean(), refunded.GetProperty("reason").GetString()));
        }
        await _staff.TryRefundAsync(order.Id, restock: true, " came back ").OrderAsync();
        Assert.True(app.Others.Heard<OrderRefunded>().Where(e => e.OrderId == order.Id).All(e => e.Restock));
    }

    [Fact]
    public async Task Under_a_key_each_move_gets_its_first_answer_again_whatever_has_happened_since()
    {
        var (order, other) = (await new Shopper(app).PlaceConfirmedAsync(app), await new Shopper(app).PlaceConfirmedAsync(app));
        (string Move, Func<Guid, string, Task<HttpResponseMessage>> Ask, Func<Task<HttpResponseMessage>>? Otherwise)[] moves =
        [
            ("payments", (id, key) => _staff.TryPayAsync(id, order.Total, "RF18", key), () => _staff.TryPayAsync(order.Id, order.Total, "RF19", "payments")),
            ("ship", (id, key) => _staff.TryShipAsync(id, "DHL", "1", key), () => _staff.TryShipAsync(order.Id, "DHL", "2", "ship")),
            ("deliver", (id, key) => _staff.TryDeliverAsync(id, key), null),
            ("refund", (id, key) => _staff.TryRefundAsync(id, restock: true, key: key), () => _staff.TryRefundAsync(order.Id, restock: false, key: "refund")),
        ];
        var first = new Dictionary<string, string>();
        foreach (var (move, ask, _) in moves)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ask(order.Id, move)));
            Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
            first[move] = Assert.Single((await Task.WhenAll(answers.Select(answer => answer.Content.ReadAsStringAsync()))).Distinct());
        }
        foreach (var (move, ask, otherwise) in moves)
        {
            Assert.Equal(first[move], await (await ask(order.Id, move)).Content.ReadAsStringAsync());
            await (await ask(other.Id, move)).AssertProblemAsync(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
            await (await (otherwise?.Invoke() ?? _staff.TryShipAsync(order.Id, key: move))).AssertProblemAsync(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
            await (await ask(other.Id, "with space")).AssertProblemAsync(HttpStatusCode.BadRequest, "idempotency-key-missing");
        }
        Assert.Equal((OrderStatus.Confirmed, 0m), ((await _staff.OrderAsync(other.Id)).Status, (await _staff.OrderAsync(other.Id)).Paid));
        await Eventually.AreEqual("OrderPlaced OrderConfirmed OrderPaid OrderShipped OrderDelivered OrderRefunded", () => string.Join(' ', app.HeardOf(order.Id)));
    }

    [Fact]
    public async Task A_key_calls_one_order_off_and_a_refused_attempt_does_not_burn_it()
    {
        var (order, other) = (await new Shopper(app).PlaceConfirmedAsync(app), await new Shopper(app).PlaceConfirmedAsync(app));
        await (await _staff.TryCancelAsync(order.Id, reason: null, key: "cancel")).AssertProblemAsync(HttpStatusCode.UnprocessableEntity, "reason-missing");
        var first = await _staff.TryCancelAsync(order.Id, key: "cancel");
        await _staff.TryPayAsync(order.Id, 5.00m).OrderAsync(); // too late
        var again = await _staff.TryCancelAsync(order.Id, key: "cancel");
        Assert.Equal((HttpStatusCode.OK, await first.Content.ReadAsStringAsync()), (again.StatusCode, await again.Content.ReadAsStringAsync()));
        foreach (var (id, reason) in new[] { (other.Id, "damaged in the warehouse"), (order.Id, "lost") })
        {
            await (await _staff.TryCancelAsync(id, reason, "cancel")).AssertProblemAsync(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
        }
        Assert.Equal(OrderStatus.Confirmed, (await _staff.OrderAsync(other.Id)).Status);
        Assert.Equal("damaged in the warehouse", (await _staff.TryCancelAsync(order.Id, key: "another").OrderAsync()).History[^1].Cause);
    }

    [Fact]
    public async Task The_description_says_that_the_shopper_reads_why_a_refund_was_made() => Assert.Contains(
        "The reason is shown to the shopper", await app.CreateClient().GetStringAsync("/openapi/v1.json"), StringComparison.Ordinal);

    [Fact]
    public async Task What_is_on_its_way_can_no_longer_be_called_off()
    {
        var shopper = new Shopper(app);
        var order = await shopper.PlaceConfirmedAsync(app, PaymentMethod.OnDelivery);
        await _staff.TryShipAsync(order.Id).OrderAsync();
        await (await shopper.TryCancelAsync(order.Id)).AssertProblemAsync(HttpStatusCode.Conflict, "order-not-cancellable");
        await (await _staff.TryCancelAsync(order.Id)).AssertProblemAsync(HttpStatusCode.Conflict, "order-not-cancellable");
    }

    [Fact]
    public async Task A_shipment_that_meets_a_cancel_has_one_winner()
    {
        for (var i = 0; i < 10; i++)
        {
            var shopper = new Shopper(app);
            var order = await shopper.PlaceConfirmedAsync(app, PaymentMethod.OnDelivery);
            var answers = await Task.WhenAll(_staff.TryShipAsync(order.Id), shopper.TryCancelAsync(order.Id));
            Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Conflict], answers.Select(a => a.StatusCode).Order());
            var after = await shopper.OrderAsync(order.Id);
            Assert.Equal(answers[0].IsSuccessStatusCode ? OrderStatus.Shipped : OrderStatus.Cancelled, after.Status);
            await Eventually.AreEqual($"OrderPlaced OrderConfirmed Order{after.Status}", () => string.Join(' ', app.HeardOf(order.Id)));
        }
    }

    [Fact]
    public async Task Staff_call_off_anybodys_order_with_a_reason_and_what_was_paid_is_owed_back()
    {
        var shopper = new Shopper(app);
        var order = await shopper.PlaceConfirmedAsync(app);
        await _staff.TryPayAsync(order.Id, order.Total).OrderAsync();
        await (await _staff.TryCancelAsync(order.Id, reason: null)).AssertProblemAsync(HttpStatusCode.UnprocessableEntity, "reason-missing");
        await (await _staff.Client.PostAsync($"/orders/{order.Id}/cancel", null)).AssertProblemAsync(HttpStatusCode.UnprocessableEntity, "reason-missing");
        var cancelled = await _staff.TryCancelAsync(order.Id).OrderAsync();
        Assert.Equal((OrderStatus.Cancelled, order.Total, "staff", _staff.Subject),
            (cancelled.Status, cancelled.RefundDue, cancelled.History[^1].Actor, cancelled.History[^1].Subject));
        var seen = await shopper.OrderAsync(order.Id);
        Assert.Equal(("staff", null, "damaged in the warehouse"), (seen.History[^1].Actor, seen.History[^1].Subject, seen.History[^1].Cause));
    }

    [Fact]
    public async Task The_back_office_is_closed_to_shoppers_and_shows_staff_every_order()
    {
        var (shopper, other) = (new Shopper(app), new Shopper(app));
        var order = await shopper.PlaceConfirmedAsync(app);
        foreach (var move in new[] { "payments", "ship", "deliver", "refund" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await shopper.Client.PostAsJsonAsync($"/orders/{order.Id}/{move}", new { })).StatusCode);
            Assert.Equal(HttpStatusCode.Unauthorized, (await app.CreateClient().PostAsJsonAsync($"/orders/{order.Id}/{move}", new { })).StatusCode);
        }
        Assert.Equal(HttpStatusCode.Forbidden, (await shopper.Client.GetAsync("/orders/all")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Client.GetAsync($"/orders/{order.Id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await other.TryCancelAsync(order.Id)).StatusCode);

        var seen = await _staff.OrderAsync(order.Id);
        Assert.Equal(("ada@example.org", 32), (seen.Contact.Email, seen.History[0].TraceId!.Length));
        var nobodys = Guid.CreateVersion7();
        await (await _staff.TryShipAsync(nobodys)).AssertProblemAsync(HttpStatusCode.NotFound, "order-not-found");
        await (await _staff.TryPayAsync(nobodys, 1)).AssertProblemAsync(HttpStatusCode.NotFound, "order-not-found");
        await (await _staff.TryRefundAsync(nobodys)).AssertProblemAsync(HttpStatusCode.NotFound, "order-not-found");
        await (await _staff.TryCancelAsync(nobodys)).AssertProblemAsync(HttpStatusCode.NotFound, "order-not-found");
    }

    [Fact]
    public async Task What_is_said_of_a_shipment_or_a_refund_has_limits()
    {
        var order = await new Shopper(app).PlaceConfirmedAsync(app, PaymentMethod.OnDelivery);
        await (await _staff.TryShipAsync(order.Id, new string('x', 61), "\n")).AssertInvalidAsync("carrier", "tracking");
        await (await _staff.TryRefundAsync(order.Id, reason: "")).AssertInvalidAsync("reason");
        await (await _staff.TryCancelAsync(order.Id, new string('x', 201))).AssertInvalidAsync("reason");
        Assert.Equal(HttpStatusCode.OK, (await _staff.Client.PostAsync($"/orders/{order.Id}/ship", null)).StatusCode); // nothing needs to be said
    }

    [Fact]
    public async Task Orders_are_listed_newest_first_page_by_page_and_by_what_is_asked_for()
    {
        var confirmed = new List<OrderView>();
        for (var i = 0; i < 5; i++)
        {
            confirmed.Add(await new Shopper(app).PlaceConfirmedAsync(app));
        }
        var placed = await new Shopper(app).PlaceAsync();

        var seen = new List<StaffOrderSummary>();
        for (string? cursor = null, more = "yes"; more is not null; more = cursor)
        {
            var page = await _staff.ListAsync($"?status=Confirmed&limit=2{(cursor is null ? "" : $"&cursor={cursor}")}");
            seen.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        Assert.All(seen, o => Assert.Equal(OrderStatus.Confirmed, o.Status));
        Assert.Equal(confirmed.Select(o => o.Id).Reverse(), seen.Select(o => o.Id).Where(id => confirmed.Exists(o => o.Id == id)));
        Assert.Equal(seen.Select(o => o.PlacedAt).OrderDescending(), seen.Select(o => o.PlacedAt));
        Assert.Equal(("ada@example.org", 30.40m, 3, PaymentMethod.BankTransfer), (seen[0].Email, seen[0].Total, seen[0].ItemCount, seen[0].PaymentMethod));
        Assert.Equal(placed.Id, (await _staff.ListAsync("?limit=1")).Items[0].Id);

        var foreign = (await _staff.ListAsync("?limit=1")).NextCursor;
        await (await _staff.Client.GetAsync($"/orders/all?status=Confirmed&cursor={foreign}")).AssertProblemAsync(HttpStatusCode.BadRequest, "bad-cursor");
        await (await _staff.Client.GetAsync("/orders/all?status=99")).AssertInvalidAsync("status");
        await (await _staff.Client.GetAsync("/orders/all?status=Nowhere")).AssertProblemAsync(HttpStatusCode.BadRequest, "unreadable-request");
        await (await _staff.Client.GetAsync("/orders/all?limit=0")).AssertInvalidAsync("limit");
    }
}
