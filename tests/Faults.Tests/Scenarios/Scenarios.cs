namespace Avanii.Faults;

/// <summary>Single promises with a figure, each on a stack of its own.</summary>
internal static class Scenarios
{
    public static IReadOnlyList<string> Names { get; } = ["last-pieces", "twins", "broker-outage", "pace"];

    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="minutes">How long the outage or the pace lasts, where it matters.</param>
    /// <param name="output">Takes the figures.</param>
    /// <param name="ct">Gives up.</param>
    /// <returns>Whether the promise held.</returns>
    public static async Task<bool> RunAsync(string name, double? minutes, TextWriter output, CancellationToken ct)
    {
        await using var stack = await FaultStack.StartAsync(new Dictionary<string, string?>(), ct);
        await using var buyers = new Buyers(stack);
        var verdict = name switch
        {
            "last-pieces" => await LastPieces.RunAsync(stack, buyers, shoppers: 400, pieces: 50, output, ct),
            "twins" => await Twins.RunAsync(stack, buyers, twins: 20, rounds: 20, output, ct),
            "broker-outage" => await BrokerOutage.RunAsync(stack, buyers, TimeSpan.FromMinutes(minutes ?? 5), perSecond: 5, output, ct),
            _ => await Pace.RunAsync(stack, buyers, TimeSpan.FromMinutes(minutes ?? 0.5), perSecond: 20, output, ct),
        };
        foreach (var violation in verdict.Violations)
        {
            await output.WriteLineAsync($"  BROKEN {violation}");
        }
        await output.WriteLineAsync(verdict.Holds ? $"Held: {verdict.Promise}." : $"Broken: {verdict.Promise}.");
        return verdict.Holds;
    }
}
