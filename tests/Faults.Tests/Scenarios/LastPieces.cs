using System.Net;
using System.Text.Json;
using Avanii.Catalog.Contracts;
using Avanii.Orders.Contracts;

namespace Avanii.Faults;

/// <summary>Many shoppers want the last pieces at once: as many get one as there are, and the others are told why not.</summary>
internal static class LastPieces
{
    public static async Task<Verdict> RunAsync(FaultStack stack, Buyers buyers, int shoppers, int pieces, TextWriter output, CancellationToken ct)
    {
        var sku = stack.InitialStock.Keys.Order(StringComparer.Ordinal).Last();
        await stack.SetStockAsync(sku, pieces, ct);
        await stack.ForgetAvailabilityAsync(ct);
        var carts = new List<(GuestApi Guest, CheckoutQuote Quote)>();
        for (var i = 0; i < shoppers; i++)
        {
            carts.Add(await buyers.WithCartAsync(sku));
        }
        var begun = System.Diagnostics.Stopwatch.StartNew();
        var outcomes = await Task.WhenAll(carts.Select(async cart =>
        {
            var placed = await cart.Guest.PlaceAsync(Buyers.Order(cart.Quote), cart.Quote.CheckoutId.ToString());
            if (placed.Status != HttpStatusCode.Created)
            {
                // The cart had heard meanwhile that there is none left, and said so before an order was made.
                return placed.ProblemType() is "cart-empty" ? "told sold out before ordering" : $"{(int)placed.Status} {placed.ProblemType()}";
            }
            var id = JsonSerializer.Deserialize<OrderView>(placed.Body, GuestApi.Json)!.Id;
            while (true)
            {
                var order = await cart.Guest.OrderAsync(id, wait: 5);
                if (order.Decided)
                {
                    return order.Status == OrderStatus.Rejected && order.Lines.All(line => line.Rejection == StockRejectionReason.SoldOut) ? "told sold out" : order.Status.ToString();
                }
            }
        }));
        var counts = outcomes.GroupBy(outcome => outcome).ToDictionary(outcome => outcome.Key, outcome => outcome.Count());
        await output.WriteLineAsync(FormattableString.Invariant(
            $"{shoppers} shoppers for {pieces} pieces, decided in {begun.Elapsed.TotalSeconds:0.0} s: {string.Join(", ", counts.Select(count => $"{count.Value} {count.Key}"))}; {buyers.Traffic.TroubleCount} answers of 500 and above"));
        var confirmed = counts.GetValueOrDefault("Confirmed");
        var refused = counts.Where(count => count.Key.StartsWith("told sold out", StringComparison.Ordinal)).Sum(count => count.Value);
        List<string> violations = [];
        if (confirmed != pieces || refused != shoppers - pieces)
        {
            violations.Add($"{confirmed} were confirmed and {refused} told that it is sold out");
        }
        if (buyers.Traffic.TroubleCount > 0)
        {
            violations.Add($"{buyers.Traffic.TroubleCount} answers were no answers");
        }
        return new($"of {shoppers} shoppers for the last {pieces} pieces, {pieces} get one and the others are told", shoppers, violations);
    }
}
