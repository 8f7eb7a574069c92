using System.Net.Http.Json;
using System.Text.Json;
using Avanii.Orders.Contracts;
using Avanii.Testing;
using Avanii.Web.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Orders.Tests.Orders;

/// <summary>An account is deleted: what the books need stays, whose it was goes.</summary>
public sealed class DeletedAccountTests(OrderApp app) : IClassFixture<OrderApp>
{
    private static readonly string[] s_personal = ["Lovelace", "analytical", "Hauptstra", "10115", "Berlin", "+49 30", "ring twice", "JD0001", "A. King", "changed my mind"];
    private readonly StaffMember _staff = new(app);

    [Fact]
    public async Task Orders_that_are_over_keep_what_the_books_need_and_nothing_of_a_person()
    {
        var account = Shopper.WithAccount(app);
        var delivered = await PlaceAsync(account);
        await app.ReserveAsync(delivered);
        await _staff.TryPayAsync(delivered.Id, delivered.Total, "A. King, order of May", key: "statement-7").OrderAsync();
        await _staff.TryShipAsync(delivered.Id, "DHL", "JD0001", key: "ship").OrderAsync();
        await _staff.TryDeliverAsync(delivered.Id).OrderAsync();
        var before = await _staff.OrderAsync(delivered.Id);
        account.Put(Shopper.Line("HAT", 20.00m, 1));
        var cancelled = await PlaceAsync(account);
        await account.Client.PostAsync($"/orders/{cancelled.Id}/cancel", JsonContent.Create(new CancelOrderRequest("changed my mind")));
        var rowsBefore = await RowsAsync(delivered.Id, cancelled.Id);
        Assert.Equal(rowsBefore[0].CartId, rowsBefore[1].CartId);
        var keptBefore = await AllThatIsKeptAsync(delivered.Id) + await AllThatIsKeptAsync(cancelled.Id);
        Assert.All(s_personal, word => Assert.Contains(word, keptBefore, StringComparison.Ordinal)); // else what follows proves nothing

        await app.DeliverAsync(Deleted(account));

        var after = await _staff.OrderAsync(delivered.Id);
        Assert.Equal(("", null, "", "DE"), (after.Contact.Email, after.Contact.Phone, after.Address.Name, after.Address.Country));
        Assert.Equal((before.Number, before.Status, before.PlacedAt, before.Total, before.Paid, before.Currency), (after.Number, after.Status, after.PlacedAt, after.Total, after.Paid, after.Currency));
        Assert.Equivalent(before.Lines, after.Lines, strict: true);
        Assert.Equivalent(before.Vat, after.Vat, strict: true);
        Assert.Equal(before.History.Select(line => (line.Status, line.At, line.Actor)), after.History.Select(line => (line.Status, line.At, line.Actor)));
        Assert.Equal(before.Payments!.Select(p => (p.Method, p.Amount, p.RecordedAt, p.RecordedBy)), after.Payments!.Select(p => (p.Method, p.Amount, p.RecordedAt, p.RecordedBy)));
        foreach (var id in new[] { delivered.Id, cancelled.Id })
        {
            var kept = await AllThatIsKeptAsync(id);
            Assert.All(s_personal.Append(account.Subject), word => Assert.DoesNotContain(word, kept, StringComparison.Ordinal));
        }
        Assert.Empty((await account.Client.GetFromJsonAsync<OrderPage>("/orders"))!.Items);
        // Nothing that the two have in common says that they were one person's.
        var rows = await RowsAsync(delivered.Id, cancelled.Id);
        Assert.NotEqual(rows[0].Subject, rows[1].Subject);
        Assert.NotEqual(rows[0].CartId, rows[1].CartId);
        Assert.NotEqual(rows[0].CheckoutId, rows[1].CheckoutId);
        Assert.All(rows, row => Assert.Equal((null, 0), (row.CartSequence, row.MergedCarts.Length)));
    }

    [Fact]
    public async Task What_was_ordered_as_a_guest_with_the_accounts_address_goes_as_well_and_nobody_elses()
    {
        var (guest, other) = (new Shopper(app, Shopper.Line("HAT", 20.00m, 1)), new Shopper(app, Shopper.Line("HAT", 20.00m, 1)));
        var over = await PlaceAsync(guest, "Ana.Lytical@example.org");
        await guest.TryCancelAsync(over.Id);
        guest.Put(Shopper.Line("HAT", 20.00m, 1));
        var underWay = await PlaceAsync(guest, "ana.lytical@example.org");
        var elses = await PlaceAsync(other, "ana.lytical@example.org.uk");
        await other.TryCancelAsync(elses.Id);
        var deleted = Deleted(Shopper.WithAccount(app));
        await app.DeliverAsync(deleted); // of a version that does not tell the address
        Assert.Equal("Ada Lovelace", (await _staff.OrderAsync(over.Id)).Address.Name);

        await app.DeliverAsync(deleted with { Email = "ana.lytical@EXAMPLE.org" });
        Assert.Equal("", (await _staff.OrderAsync(over.Id)).Address.Name);
        Assert.Equal("Ada Lovelace", (await _staff.OrderAsync(underWay.Id)).Address.Name);
        await _staff.TryCancelAsync(underWay.Id).OrderAsync();
        await Eventually.AreEqual("", async () => (await _staff.OrderAsync(underWay.Id)).Address.Name);
        Assert.Equal("Ada Lovelace", (await _staff.OrderAsync(elses.Id)).Address.Name);
    }

    [Fact]
    public async Task An_order_under_way_is_delivered_first_and_erased_then()
    {
        var account = Shopper.WithAccount(app);
        var order = await PlaceAsync(account);
        await app.DeliverAsync(Deleted(account));
        await app.ReserveAsync(order);
        await _staff.TryPayAsync(order.Id, order.Total).OrderAsync();
        await _staff.TryShipAsync(order.Id).OrderAsync();
        Assert.Equal("Ada Lovelace", (await _staff.OrderAsync(order.Id)).Address.Name); // the parcel needs it

        await _staff.TryDeliverAsync(order.Id).OrderAsync();
        await Eventually.AreEqual("", async () => (await _staff.OrderAsync(order.Id)).Address.Name);
        var kept = await AllThatIsKeptAsync(order.Id);
        Assert.All(s_personal.Append(account.Subject), word => Assert.DoesNotContain(word, kept, StringComparison.Ordinal));
        Assert.Equal("analytical@example.org", app.Others.Heard<OrderShipped>().Single(e => e.OrderId == order.Id).Email);
    }

    [Fact]
    public async Task Money_that_is_owed_back_is_owed_to_somebody()
    {
        var account = Shopper.WithAccount(app);
        var order = await PlaceAsync(account);
        await app.ReserveAsync(order);
        await _staff.TryPayAsync(order.Id, order.Total).OrderAsync();
        await _staff.TryCancelAsync(order.Id).OrderAsync();
        var neighbour = await PlaceAsync(Shopper.WithAccount(app));
        var over = Shopper.WithAccount(app);
        var overOrder = await PlaceAsync(over);
        await over.TryCancelAsync(overOrder.Id);
        await app.DeliverAsync(Deleted(account));
        await app.DeliverAsync(Deleted(over)); // a later one that is erased: the sweep has been here
        Assert.Equal("", (await _staff.OrderAsync(overOrder.Id)).Address.Name);
        Assert.Equal("Ada Lovelace", (await _staff.OrderAsync(order.Id)).Address.Name);
        Assert.Equal("Ada Lovelace", (await _staff.OrderAsync(neighbour.Id)).Address.Name);

        await _staff.TryRefundAsync(order.Id).OrderAsync();
        await Eventually.AreEqual("", async () => (await _staff.OrderAsync(order.Id)).Address.Name);
    }

    [Fact]
    public async Task It_may_be_told_twice_and_late_and_goods_may_come_back_after_it()
    {
        var account = Shopper.WithAccount(app);
        var order = await PlaceAsync(account);
        await app.ReserveAsync(order);
        await _staff.TryPayAsync(order.Id, order.Total).OrderAsync();
        await _staff.TryShipAsync(order.Id).OrderAsync();
        await _staff.TryDeliverAsync(order.Id).OrderAsync();
        var (deleted, messageId) = (Deleted(account), Guid.CreateVersion7());
        await app.DeliverAsync(deleted, messageId);
        await app.DeliverAsync(deleted, messageId);
        await app.DeliverAsync(deleted);
        Assert.Equal("", (await _staff.OrderAsync(order.Id)).Address.Name);

        await _staff.TryRefundAsync(order.Id, restock: true, reason: "came back").OrderAsync();
        var told = await Eventually.GetAsync(() => Task.FromResult(app.Others.Heard<OrderRefunded>().SingleOrDefault(e => e.OrderId == order.Id)), e => e is not null);
        Assert.Equal("", told!.Email); // nobody to write to

        account.Put(Shopper.Line("HAT", 20.00m, 1));
        var late = await PlaceAsync(account); // its token lives for five minutes
        await account.TryCancelAsync(late.Id);
        await Eventually.AreEqual("", async () => (await _staff.OrderAsync(late.Id)).Address.Name);
    }

    [Fact]
    public async Task An_account_is_forgotten_when_none_of_its_orders_is_left()
    {
        var account = Shopper.WithAccount(app);
        await app.DeliverAsync(Deleted(account) with { At = app.Clock.GetUtcNow() - TimeSpan.FromDays(2) });
        await Eventually.AreEqual(0, () => app.QueryAsync(db => db.DeletedSubjects.CountAsync(d => d.Subject == account.Subject)));
        var waiting = Shopper.WithAccount(app);
        var order = await PlaceAsync(waiting);
        await app.DeliverAsync(Deleted(waiting) with { At = app.Clock.GetUtcNow() - TimeSpan.FromDays(2) });
        await app.ReserveAsync(order);
        Assert.Equal(1, await app.QueryAsync(db => db.DeletedSubjects.CountAsync(d => d.Subject == waiting.Subject)));
    }

    [Fact]
    public async Task Whoever_asks_for_their_data_gets_their_orders_and_nobody_elses()
    {
        var account = Shopper.WithAccount(app);
        var order = await PlaceAsync(account);
        await PlaceAsync(Shopper.WithAccount(app));
        var (mine, none) = (new AccountDataRequested(Guid.CreateVersion7(), account.Subject), new AccountDataRequested(Guid.CreateVersion7(), "account:nobody"));
        await app.DeliverAsync(mine);
        await app.DeliverAsync(none);
        await Eventually.AreEqual(2, () => app.Others.Heard<OrderDataCollected>().Count(e => e.RequestId == mine.RequestId || e.RequestId == none.RequestId));
        var collected = Of(mine);
        Assert.Equal((order.Id, "Ada Lovelace", "ring twice"), (Assert.Single(collected).Id, collected[0].Address.Name, collected[0].Note));
        Assert.Equal(order.Lines.Select(line => line.Sku), collected[0].Lines.Select(line => line.Sku));
        Assert.Empty(Of(none));

        List<OrderView> Of(AccountDataRequested request) => JsonSerializer.Deserialize<List<OrderView>>(
            app.Others.Heard<OrderDataCollected>().Single(e => e.RequestId == request.RequestId).Json, JsonSerializerOptions.Web)!;
    }

    private AccountDeleted Deleted(Shopper account) => new(Guid.CreateVersion7(), account.Subject, app.Clock.GetUtcNow());

    private static async Task<OrderView> PlaceAsync(Shopper shopper, string email = "analytical@example.org") => await shopper.TryPlaceAsync(await shopper.RequestAsync() with
    {
        Contact = new(email, "+49 30 1234567"),
        Note = "ring twice",
        PaymentMethod = PaymentMethod.BankTransfer,
    }).OrderAsync();

    private Task<List<Order>> RowsAsync(params Guid[] ids) => app.QueryAsync(db => db.Orders.AsNoTracking().Where(o => ids.Contains(o.Id)).ToListAsync());

    /// <summary>Every column of every row about the order, but for events, which are kept for seven days.</summary>
    private Task<string> AllThatIsKeptAsync(Guid id) => app.QueryAsync(db => db.Database.SqlQuery<string>($"""
        SELECT string_agg(kept, E'\n') AS "Value" FROM (
          SELECT to_jsonb(o)::text FROM orders o WHERE id = {id} UNION ALL
          SELECT to_jsonb(l)::text FROM order_lines l WHERE order_id = {id} UNION ALL
          SELECT to_jsonb(h)::text FROM order_history h WHERE order_id = {id} UNION ALL
          SELECT to_jsonb(p)::text FROM payments p WHERE order_id = {id} UNION ALL
          SELECT to_jsonb(k)::text FROM idempotency_keys k WHERE body LIKE '%' || {id}::text || '%') AS everything (kept)
        """).SingleAsync());
}
