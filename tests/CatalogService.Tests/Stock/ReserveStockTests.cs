using Avanii.Catalog.Contracts;
using Avanii.Catalog.Stock;
using Avanii.Orders.Contracts;
using Avanii.Testing;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Catalog.Tests.Stock;

public sealed class ReserveStockTests(CatalogApp app) : IClassFixture<CatalogApp>
{
    [Fact]
    public async Task Twenty_orders_racing_for_five_units_leave_five_winners()
    {
        await app.GivenProductAsync(sku: "LAST-FIVE", onHand: 5);
        var orders = Enumerable.Range(0, 20).Select(_ => Order(("LAST-FIVE", 1, 9.90m))).ToList();

        await Task.WhenAll(orders.Select(order => app.DeliverAsync(order)));

        var answers = await Task.WhenAll(orders.Select(order => AnswerToAsync(order.OrderId)));
        Assert.Equal(5, answers.Count(a => a is StockReserved));
        Assert.All(answers.OfType<StockRejected>(), a => Assert.Equal(new StockRejected.Line("LAST-FIVE", StockRejectionReason.SoldOut, 0, null), a.Lines.Single()));
        var stock = await app.StockOfAsync("LAST-FIVE");
        Assert.Equal((5, 5, Availability.SoldOut), (stock.OnHand, stock.Held, stock.Availability));
    }

    [Fact]
    public async Task Orders_that_name_the_same_skus_in_opposite_orders_do_not_block_each_other()
    {
        await app.GivenProductAsync(sku: "FIRST", onHand: 100);
        await app.GivenProductAsync(sku: "SECOND", onHand: 100);
        var orders = Enumerable.Range(0, 30)
            .Select(i => i % 2 == 0 ? Order(("FIRST", 1, 9.90m), ("SECOND", 1, 9.90m)) : Order(("SECOND", 1, 9.90m), ("FIRST", 1, 9.90m)))
            .ToList();

        await Task.WhenAll(orders.Select(order => app.DeliverAsync(order)));

        Assert.All(await Task.WhenAll(orders.Select(order => AnswerToAsync(order.OrderId))), a => Assert.IsType<StockReserved>(a));
        Assert.Equal((30, 30), ((await app.StockOfAsync("FIRST")).Held, (await app.StockOfAsync("SECOND")).Held));
    }

    [Fact]
    public async Task When_one_line_cannot_be_had_nothing_is_held_and_every_failing_line_is_named()
    {
        await app.GivenProductAsync(sku: "ENOUGH", onHand: 10);
        await app.GivenProductAsync(sku: "SHORT", onHand: 2);
        await app.GivenProductAsync(sku: "DEARER", price: 12);
        await app.GivenProductAsync(sku: "RETIRED", retired: true);
        var order = Order(("ENOUGH", 1, 9.90m), ("SHORT", 3, 9.90m), ("DEARER", 1, 9.90m), ("RETIRED", 1, 9.90m), ("UNKNOWN", 1, 9.90m));

        await app.DeliverAsync(order);

        var rejected = Assert.IsType<StockRejected>(await AnswerToAsync(order.OrderId));
        Assert.Equal(
            [
                new("DEARER", StockRejectionReason.PriceChanged, null, 12),
                new("RETIRED", StockRejectionReason.Retired, null, null),
                new("SHORT", StockRejectionReason.SoldOut, 2, null),
                new("UNKNOWN", StockRejectionReason.Retired, null, null),
            ],
            rejected.Lines);
        foreach (var sku in new[] { "ENOUGH", "SHORT", "DEARER" })
        {
            Assert.Equal(0, (await app.StockOfAsync(sku)).Held);
        }
        Assert.Empty(await ReservationsOfAsync(order.OrderId));
    }

    [Fact]
    public async Task A_price_that_fell_is_the_shoppers_gain()
    {
        await app.GivenProductAsync(sku: "CHEAPER", price: 8);
        var order = Order(("CHEAPER", 2, 9.90m));

        await app.DeliverAsync(order);

        Assert.Equal([new("CHEAPER", 2, 8)], Assert.IsType<StockReserved>(await AnswerToAsync(order.OrderId)).Lines);
    }

    [Theory]
    [InlineData(12, false, StockRejectionReason.PriceChanged)]
    [InlineData(9.90, true, StockRejectionReason.Retired)]
    public async Task What_changes_while_an_order_waits_for_its_turn_at_the_stock_counts(decimal price, bool retired, StockRejectionReason expected)
    {
        var sku = $"HOT-{expected}".ToUpperInvariant();
        var product = await app.GivenProductAsync(sku: sku);
        var order = Order((sku, 1, 9.90m));
        await app.QueryAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await db.Stock.Where(s => s.Sku == sku).ExecuteUpdateAsync(set => set.SetProperty(s => s.OnHand, s => s.OnHand)); // another order's turn
            var waiting = app.DeliverAsync(order);
            await Eventually.IsTrue(() => app.QueryAsync(watch => watch.Database.SqlQuery<bool>(
                $"SELECT EXISTS (SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()) AS \"Value\"").SingleAsync()));
            await app.QueryAsync(async changing =>
            {
                await changing.Variants.Where(v => v.Sku == sku).ExecuteUpdateAsync(set => set.SetProperty(v => v.Price, price));
                return await changing.Products.Where(p => p.Id == product.Id)
                    .ExecuteUpdateAsync(set => set.SetProperty(p => p.RetiredAt, retired ? DateTimeOffset.UtcNow : null));
            });
            await transaction.CommitAsync();
            await waiting;
            return 0;
        });
        Assert.Equal(expected, Assert.IsType<StockRejected>(await AnswerToAsync(order.OrderId)).Lines.Single().Reason);
        Assert.Equal(0, (await app.StockOfAsync(sku)).Held);
    }

    [Fact]
    public async Task A_message_delivered_again_holds_nothing_more_and_says_nothing_more()
    {
        await app.GivenProductAsync(sku: "REDELIVERED", onHand: 10);
        var (order, messageId) = (Order(("REDELIVERED", 4, 9.90m)), Guid.CreateVersion7());

        await app.DeliverAsync(order, messageId);
        await app.DeliverAsync(order, messageId);

        await AnswerToAsync(order.OrderId);
        Assert.Equal(4, (await app.StockOfAsync("REDELIVERED")).Held);
        Assert.Equal(1, await AnswersWrittenAsync(order.OrderId));
    }

    [Fact]
    public async Task The_same_order_in_another_message_gets_the_same_answer_and_holds_nothing_more()
    {
        await app.GivenProductAsync(sku: "ASKED-TWICE", onHand: 10);
        var order = Order(("ASKED-TWICE", 4, 9.90m));

        await Task.WhenAll(app.DeliverAsync(order), app.DeliverAsync(order), app.DeliverAsync(order));

        var answers = await Eventually.GetAsync(() => Task.FromResult(AnswersTo(order.OrderId)), a => a.Count == 3);
        Assert.All(answers, a => Assert.Equal([new("ASKED-TWICE", 4, 9.90m)], Assert.IsType<StockReserved>(a).Lines));
        Assert.Equal(4, (await app.StockOfAsync("ASKED-TWICE")).Held);
    }

    [Fact]
    public async Task A_rejected_order_stays_rejected_when_goods_arrive_later()
    {
        await app.GivenProductAsync(sku: "TOO-LATE", onHand: 0);
        var order = Order(("TOO-LATE", 1, 9.90m));
        await app.DeliverAsync(order);
        await app.QueryAsync(db => db.Stock.Where(s => s.Sku == "TOO-LATE").ExecuteUpdateAsync(set => set.SetProperty(s => s.OnHand, 10)));

        await app.DeliverAsync(order);

        var answers = await Eventually.GetAsync(() => Task.FromResult(AnswersTo(order.OrderId)), a => a.Count == 2);
        Assert.All(answers, a => Assert.Equal([new("TOO-LATE", StockRejectionReason.SoldOut, 0, null)], Assert.IsType<StockRejected>(a).Lines));
        Assert.Equal(0, (await app.StockOfAsync("TOO-LATE")).Held);
    }

    [Theory]
    [InlineData("cancelled")]
    [InlineData("expired")]
    [InlineData("rejected")]
    public async Task An_order_that_ended_frees_its_units_once(string end)
    {
        var sku = $"FREED-{end.ToUpperInvariant()}";
        await app.GivenProductAsync(sku: sku, onHand: 5);
        var (order, other) = (Order((sku, 3, 9.90m)), Order((sku, 2, 9.90m)));
        await app.DeliverAsync(order);
        await app.DeliverAsync(other);
        Assert.Equal(5, (await app.StockOfAsync(sku)).Held);

        await Task.WhenAll(EndAsync(order.OrderId, end), EndAsync(order.OrderId, end), EndAsync(order.OrderId, "cancelled"));

        Assert.Equal(2, (await app.StockOfAsync(sku)).Held); // the other order's
        Assert.Equal([ReservationState.Released], (await ReservationsOfAsync(order.OrderId)).Select(r => r.State));
        var bands = await Eventually.GetAsync(
            () => Task.FromResult(app.Published<AvailabilityChanged>().Where(a => a.Sku == sku).Select(a => a.Availability).ToList()), a => a.Count == 3);
        Assert.Equal([Availability.Low, Availability.SoldOut, Availability.Low], bands); // 2 left, none, 3
    }

    [Theory]
    [InlineData("cancelled")]
    [InlineData("expired")]
    [InlineData("rejected")]
    public async Task A_release_that_comes_before_its_order_leaves_a_tombstone_that_refuses_it(string end)
    {
        var sku = $"TOMB-{end.ToUpperInvariant()}";
        await app.GivenProductAsync(sku: sku, onHand: 5);
        var order = Order((sku, 1, 9.90m));

        await EndAsync(order.OrderId, end);
        await app.DeliverAsync(order);

        Assert.Equal(0, (await app.StockOfAsync(sku)).Held);
        Assert.Empty(await ReservationsOfAsync(order.OrderId));
        Assert.Equal(0, await AnswersWrittenAsync(order.OrderId)); // nobody waits for one
    }

    [Fact]
    public async Task An_order_and_its_end_arriving_together_leave_nothing_held()
    {
        await app.GivenProductAsync(sku: "TOGETHER", onHand: 50);
        var orders = Enumerable.Range(0, 20).Select(_ => Order(("TOGETHER", 1, 9.90m))).ToList();

        await Task.WhenAll(orders.SelectMany(order => new[] { app.DeliverAsync(order), EndAsync(order.OrderId, "cancelled") }));

        Assert.Equal(0, (await app.StockOfAsync("TOGETHER")).Held);
    }

    [Fact]
    public async Task The_order_asked_for_again_after_its_end_stays_ended()
    {
        await app.GivenProductAsync(sku: "ENDED", onHand: 5);
        var order = Order(("ENDED", 1, 9.90m));
        await app.DeliverAsync(order);
        await EndAsync(order.OrderId, "expired");

        await app.DeliverAsync(order);

        Assert.Equal(0, (await app.StockOfAsync("ENDED")).Held);
        Assert.Equal(1, await AnswersWrittenAsync(order.OrderId));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public async Task An_impossible_quantity_goes_to_the_error_queue_and_moves_nothing(int quantity)
    {
        var sku = $"IMPOSSIBLE-{unchecked((uint)quantity)}";
        await app.GivenProductAsync(sku: sku, onHand: 5);
        var (wrong, right) = (Order((sku, quantity, 9.90m)), Order((sku, 1, 9.90m)));

        await app.DeliverAsync(wrong);
        await app.DeliverAsync(right);

        Assert.IsType<StockReserved>(await AnswerToAsync(right.OrderId));
        Assert.Equal(1, (await app.StockOfAsync(sku)).Held);
        Assert.Equal(0, await AnswersWrittenAsync(wrong.OrderId));
    }

    [Fact]
    public async Task More_than_anybody_has_is_sold_out()
    {
        await app.GivenProductAsync(sku: "BILLION", onHand: 5);
        var order = Order(("BILLION", int.MaxValue, 9.90m));
        await app.DeliverAsync(order);
        Assert.Equal([new("BILLION", StockRejectionReason.SoldOut, 5, null)], Assert.IsType<StockRejected>(await AnswerToAsync(order.OrderId)).Lines);
    }

    [Fact]
    public async Task The_database_itself_refuses_to_hold_more_than_there_is()
    {
        await app.GivenProductAsync(sku: "CHECKED", onHand: 5);
        foreach (var held in new[] { 6, -1 })
        {
            await Assert.ThrowsAsync<Npgsql.PostgresException>(() =>
                app.QueryAsync(db => db.Stock.Where(s => s.Sku == "CHECKED").ExecuteUpdateAsync(set => set.SetProperty(s => s.Held, held))));
        }
    }

    private static OrderPlaced Order(params (string Sku, int Quantity, decimal UnitPrice)[] lines) =>
        new(Guid.CreateVersion7(), [.. lines.Select(l => new OrderPlaced.Line(l.Sku, l.Quantity, l.UnitPrice))]);

    private Task EndAsync(Guid orderId, string end) => end switch
    {
        "cancelled" => app.DeliverAsync(new OrderCancelled(orderId, "A1", "guest:1", Guid.NewGuid(), Guid.NewGuid(), "a@example.org", "en")),
        "expired" => app.DeliverAsync(new OrderExpired(orderId, "A1", "guest:1", Guid.NewGuid(), Guid.NewGuid(), "a@example.org", "en")),
        _ => app.DeliverAsync(new OrderRejected(orderId, "A1", "guest:1", Guid.NewGuid(), Guid.NewGuid(), "a@example.org", "en")),
    };

    private async Task<object> AnswerToAsync(Guid orderId) => (await Eventually.GetAsync(() => Task.FromResult(AnswersTo(orderId)), a => a.Count > 0))[0];

    private List<object> AnswersTo(Guid orderId) =>
    [
        .. app.Published<StockReserved>().Where(a => a.OrderId == orderId),
        .. app.Published<StockRejected>().Where(a => a.OrderId == orderId),
    ];

    /// <summary>Answers that have left or will leave: an outbox row is written in the transaction of the work.</summary>
    private Task<int> AnswersWrittenAsync(Guid orderId) => app.QueryAsync(db => db.Outbox.CountAsync(m => m.Aggregate == $"order:{orderId:N}"));

    private Task<List<Reservation>> ReservationsOfAsync(Guid orderId) =>
        app.QueryAsync(db => db.Reservations.AsNoTracking().Where(r => r.OrderId == orderId).ToListAsync());
}
