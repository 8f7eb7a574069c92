namespace Avanii.Faults;

/// <summary>One request many times at once: one order, and as many equal answers.</summary>
internal static class Twins
{
    public static async Task<Verdict> RunAsync(FaultStack stack, Buyers buyers, int twins, int rounds, TextWriter output, CancellationToken ct)
    {
        var sku = stack.InitialStock.Keys.Order(StringComparer.Ordinal).First();
        await stack.SetStockAsync(sku, 10_000, ct);
        await stack.ForgetAvailabilityAsync(ct);
        List<string> violations = [];
        for (var round = 0; round < rounds; round++)
        {
            var (guest, quote) = await buyers.WithCartAsync(sku);
            var answers = await Task.WhenAll(Enumerable.Range(0, twins).Select(_ => guest.PlaceAsync(Buyers.Order(quote), quote.CheckoutId.ToString())));
            var different = answers.Select(answer => ((int)answer.Status, answer.Location, answer.Body)).Distinct().ToList();
            if (different is not [(201, _, _)])
            {
                violations.Add($"round {round}: {string.Join(" | ", different)}");
            }
        }
        await using var command = stack.Database.CreateCommand("SELECT count(*) FROM ordering.orders");
        var orders = (long)(await command.ExecuteScalarAsync(ct))!;
        await output.WriteLineAsync($"{rounds} requests, each {twins} times at once: {orders} orders; {buyers.Traffic.TroubleCount} answers of 500 and above");
        if (orders != rounds || buyers.Traffic.TroubleCount > 0)
        {
            violations.Add($"{orders} orders, {buyers.Traffic.TroubleCount} answers that were no answers");
        }
        return new($"one request sent {twins} times at once makes one order and {twins} equal answers", rounds, violations);
    }
}
