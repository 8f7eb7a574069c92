using System.Diagnostics;
using System.Net;

namespace Avanii.Faults;

/// <summary>Orders go on while the broker is dead, and are confirmed when it is back.</summary>
internal static class BrokerOutage
{
    private static readonly TimeSpan s_confirmedWithin = TimeSpan.FromSeconds(60);

    public static async Task<Verdict> RunAsync(FaultStack stack, Buyers buyers, TimeSpan outage, int perSecond, TextWriter output, CancellationToken ct)
    {
        var sku = stack.InitialStock.Keys.Order(StringComparer.Ordinal).First();
        await stack.SetStockAsync(sku, 100_000, ct);
        await stack.ForgetAvailabilityAsync(ct);
        await buyers.WithCartAsync(sku); // everything has been asked once
        await stack.Host.RabbitMq.KillAsync();
        List<string> violations = [];
        var shoppers = new List<Task>();
        var clock = Stopwatch.StartNew();
        var pacer = new Pacer(perSecond);
        while (clock.Elapsed < outage)
        {
            await pacer.TurnAsync(ct);
            shoppers.Add(Task.Run(
                async () =>
                {
                    var (guest, quote) = await buyers.WithCartAsync(sku);
                    var placed = await guest.PlaceAsync(Buyers.Order(quote), quote.CheckoutId.ToString());
                    if (placed.Status != HttpStatusCode.Created)
                    {
                        lock (violations)
                        {
                            violations.Add($"an order was answered {(int)placed.Status} {placed.Body}");
                        }
                    }
                },
                ct));
        }
        await Task.WhenAll(shoppers);
        var troubles = buyers.Traffic.TroubleCount;
        var starting = Stopwatch.StartNew();
        await stack.Host.RabbitMq.StartAsync(ct);
        var back = Stopwatch.StartNew();
        while (await CountAsync("status <> 'Confirmed'") > 0 && back.Elapsed < s_confirmedWithin)
        {
            await Task.Delay(100, ct);
        }
        var (waiting, confirmed) = (await CountAsync("status <> 'Confirmed'"), await CountAsync("status = 'Confirmed'"));
        await output.WriteLineAsync(FormattableString.Invariant(
            $"broker dead for {outage.TotalMinutes:0.#} minutes at {perSecond} orders a second: {shoppers.Count} orders, {troubles} failed requests; all but {waiting} confirmed {back.Elapsed.TotalSeconds:0.0} s after its return (it took {(starting.Elapsed - back.Elapsed).TotalSeconds:0.0} s to start)"));
        if (troubles > 0)
        {
            violations.Add($"{troubles} requests failed ({string.Join(", ", buyers.Traffic.Troubles)})");
        }
        if (confirmed != shoppers.Count)
        {
            violations.Add($"{confirmed} of {shoppers.Count} orders were confirmed");
        }
        return new("with the broker dead no shopper sees an error, and every order is confirmed within 60 s of its return", shoppers.Count, violations);

        async Task<long> CountAsync(string condition)
        {
#pragma warning disable CA2100 // the two conditions above
            await using var command = stack.Database.CreateCommand($"SELECT count(*) FROM ordering.orders WHERE {condition}");
#pragma warning restore CA2100
            return (long)(await command.ExecuteScalarAsync(ct))!;
        }
    }
}
