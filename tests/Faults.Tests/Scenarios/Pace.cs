using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Avanii.Orders.Contracts;

namespace Avanii.Faults;

/// <summary>Orders wait on no poll: how long from the order to its confirmation, at a steady pace.</summary>
internal static class Pace
{
    private static readonly TimeSpan s_confirmedWithin = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(30); // until the runtime has compiled the hot paths for good

    public static async Task<Verdict> RunAsync(FaultStack stack, Buyers buyers, TimeSpan duration, int perSecond, TextWriter output, CancellationToken ct)
    {
        var skus = stack.InitialStock.Keys.Order(StringComparer.Ordinal).Take(10).ToList();
        foreach (var sku in skus)
        {
            await stack.SetStockAsync(sku, 100_000, ct);
        }
        await stack.ForgetAvailabilityAsync(ct);
        var times = new ConcurrentBag<double>();
        var shoppers = new List<Task>();
        var clock = Stopwatch.StartNew();
        var pacer = new Pacer(perSecond);
        for (var number = 0; clock.Elapsed < s_warmUp + duration; number++)
        {
            await pacer.TurnAsync(ct);
            var (counts, sku) = (clock.Elapsed > s_warmUp, skus[number % skus.Count]);
            shoppers.Add(Task.Run(
                async () =>
                {
                    var took = await OrderAsync(buyers, sku);
                    if (counts)
                    {
                        times.Add(took.TotalMilliseconds);
                    }
                },
                ct));
        }
        await Task.WhenAll(shoppers);
        var sorted = times.Order().ToList();
        var p99 = sorted[(int)(sorted.Count * 0.99)];
        await output.WriteLineAsync(FormattableString.Invariant(
            $"{sorted.Count} orders at {sorted.Count / duration.TotalSeconds:0.0} a second, from POST to Confirmed: median {sorted[sorted.Count / 2]:0} ms, p90 {sorted[sorted.Count * 9 / 10]:0} ms, p99 {p99:0} ms, longest {sorted[^1]:0} ms"));
        return new($"at {perSecond} orders a second, 99 of 100 are confirmed within {s_confirmedWithin.TotalMilliseconds:0} ms", sorted.Count,
            p99 > s_confirmedWithin.TotalMilliseconds ? [FormattableString.Invariant($"p99 was {p99:0} ms")] : []);
    }

    private static async Task<TimeSpan> OrderAsync(Buyers buyers, string sku)
    {
        var (guest, quote) = await buyers.WithCartAsync(sku);
        var clock = Stopwatch.StartNew();
        var placed = await guest.PlaceAsync(Buyers.Order(quote), quote.CheckoutId.ToString());
        if (placed.Status != HttpStatusCode.Created)
        {
            throw new UnexpectedAnswerException($"An order was answered {(int)placed.Status} {placed.Body}");
        }
        var id = JsonSerializer.Deserialize<OrderView>(placed.Body, GuestApi.Json)!.Id;
        var order = await guest.OrderAsync(id, wait: 10);
        return order.Status == OrderStatus.Confirmed ? clock.Elapsed : throw new UnexpectedAnswerException($"An order was {order.Status} after {clock.Elapsed}.");
    }
}
