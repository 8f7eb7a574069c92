using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Avanii.Catalog.Stock;
using Avanii.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Avanii.Catalog.Tests.Stock;

public sealed class StockAuditTests(CatalogApp app) : IClassFixture<CatalogApp>
{
    [Fact]
    public async Task A_count_that_was_broken_by_hand_shows_in_health_and_metrics_until_it_is_mended()
    {
        await app.GivenProductAsync(sku: "RIGHT", onHand: 10);
        await app.GivenProductAsync(sku: "WRONG", onHand: 10);
        foreach (var sku in new[] { "RIGHT", "WRONG" })
        {
            await app.DeliverAsync(new StockFacts(sku, 2).Placed);
        }
        await SetHeldAsync("WRONG", 5);

        var health = await Eventually.GetAsync(StockHealthAsync, h => h.GetProperty("status").GetString() == "Degraded");
        Assert.Equal(["WRONG"], health.GetProperty("data").GetProperty("skus").EnumerateArray().Select(sku => sku.GetString()));
        Assert.Equal(HttpStatusCode.OK, (await app.Anyone.GetAsync("/health")).StatusCode); // it goes on selling
        Assert.Equal(1, ReadGauge());

        await SetHeldAsync("WRONG", 2);
        await Eventually.AreEqual("Healthy", async () => (await StockHealthAsync()).GetProperty("status").GetString());
        Assert.Equal(0, ReadGauge());
    }

    [Fact]
    public async Task What_is_held_for_an_order_that_is_over_is_found()
    {
        await app.GivenProductAsync(sku: "FOR-NOBODY", onHand: 10);
        var order = new StockFacts("FOR-NOBODY", 2);
        await app.DeliverAsync(order.Placed);
        await SetOutcomeAsync(OrderOutcome.Over);
        Assert.Contains("FOR-NOBODY", await AuditAsync());
        await SetOutcomeAsync(OrderOutcome.Reserved);
        Assert.DoesNotContain("FOR-NOBODY", await AuditAsync());

        Task SetOutcomeAsync(OrderOutcome outcome) => app.QueryAsync(db => db.OrderDecisions.Where(d => d.OrderId == order.OrderId)
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.Outcome, outcome)));
    }

    [Fact]
    public async Task A_reservation_whose_units_are_counted_nowhere_is_found()
    {
        await app.GivenProductAsync(sku: "NOWHERE", onHand: 10);
        await app.DeliverAsync(new StockFacts("NOWHERE", 2).Placed);
        await SetHeldAsync("NOWHERE", 0);
        Assert.Contains("NOWHERE", await AuditAsync());
        await SetHeldAsync("NOWHERE", 2);
    }

    [Fact]
    public async Task Traffic_raises_no_false_alarm()
    {
        await app.GivenProductAsync(sku: "BUSY-1", onHand: 1000);
        await app.GivenProductAsync(sku: "BUSY-2", onHand: 1000);
        using var end = new CancellationTokenSource();
        var looks = 0;
        var auditing = Task.Run(async () =>
        {
            var alarms = new List<string>();
            while (!end.IsCancellationRequested)
            {
                alarms.AddRange((await AuditAsync()).Where(sku => sku.StartsWith("BUSY", StringComparison.Ordinal)));
                looks++;
            }
            return alarms;
        });
        await Task.WhenAll(Enumerable.Range(0, 100).Select(async i =>
        {
            var order = new StockFacts(i % 2 == 0 ? "BUSY-1" : "BUSY-2", 1 + (i % 3));
            await app.DeliverAsync(order.Placed);
            await (i % 3 == 0 ? app.DeliverAsync(order.Cancelled) : app.DeliverAsync(order.Shipped));
        }));
        await end.CancelAsync();
        Assert.Empty(await auditing);
        Assert.True(looks > 20, $"{looks} looks while stock moved");
    }

    [Theory]
    [InlineData("UPDATE reservations SET state = 'Lost'")]
    [InlineData("UPDATE reservations SET quantity = 0")]
    [InlineData("UPDATE order_decisions SET outcome = 'Perhaps'")]
    public async Task The_database_itself_refuses_what_makes_no_sense(string statement)
    {
        await app.GivenProductAsync(sku: $"SENSE-{statement.GetHashCode(StringComparison.Ordinal):X8}", onHand: 10);
        await app.DeliverAsync(new StockFacts($"SENSE-{statement.GetHashCode(StringComparison.Ordinal):X8}", 1).Placed);
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => app.QueryAsync(db => db.Database.ExecuteSqlRawAsync(statement)));
    }

    private Task<IReadOnlyList<string>> AuditAsync() => app.Services.GetRequiredService<StockAudit>().AuditAsync(CancellationToken.None);

    private Task<int> SetHeldAsync(string sku, int held) =>
        app.QueryAsync(db => db.Stock.Where(s => s.Sku == sku).ExecuteUpdateAsync(set => set.SetProperty(s => s.Held, held)));

    private async Task<JsonElement> StockHealthAsync() =>
        (await app.Anyone.GetFromJsonAsync<JsonElement>("/health")).GetProperty("checks").GetProperty("stock");

    private long ReadGauge()
    {
        long? read = null;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "avanii.stock.inconsistent_skus" && instrument.Meter.Scope == app.Services.GetRequiredService<IMeterFactory>())
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<int>((_, measurement, _, _) => read = measurement);
        listener.Start();
        listener.RecordObservableInstruments();
        return Assert.NotNull(read);
    }
}
