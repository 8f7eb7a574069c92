namespace Avanii.Faults;

/// <summary>What was done in a run, and what each invariant came to.</summary>
internal sealed record Report
{
    private const double KillsUnderLoad = 0.8;
    private const int ViolationsShown = 8;

    public required CampaignOptions Options { get; init; }
    public required TimeSpan Took { get; init; }
    public required TimeSpan Settled { get; init; }
    public required IReadOnlyList<Kill> Kills { get; init; }
    public required Disturbances Disturbances { get; init; }
    public required (int DeliveredAgain, int HeldBack) Post { get; init; }
    public required int StaffActions { get; init; }
    public required Traffic Traffic { get; init; }
    public required Ledger Ledger { get; init; }
    public required IReadOnlyDictionary<string, int> Outcomes { get; init; }
    public required IReadOnlyList<Verdict> Verdicts { get; init; }

    /// <summary>How often the switched-off protection would have been at work.</summary>
    public required int Effects { get; init; }

    /// <summary>A run whose kills hit an idle shop proves little.</summary>
    public Verdict Load => new("the kills hit a shop at work", Kills.Count,
        Kills.Count > 0 && Kills.Count(kill => kill.UnderLoad) >= Kills.Count * KillsUnderLoad
            ? []
            : [$"{Kills.Count(kill => kill.UnderLoad)} of {Kills.Count} kills met requests or messages in flight"]);

    public IEnumerable<Verdict> Broken => Verdicts.Append(Load).Where(verdict => !verdict.Holds);

    public bool Holds => !Broken.Any();

    public void Print(TextWriter output)
    {
        output.WriteLine();
        output.WriteLine(FormattableString.Invariant($"Seed {Options.Seed}, {Options.Duration.TotalMinutes:0.#} minutes under fire, settled in {Settled.TotalSeconds:0} s; {Took.TotalSeconds:0} s in all"));
        output.WriteLine($"  orders       {Outcomes.Values.Sum()}: {string.Join(", ", Outcomes.Select(outcome => $"{outcome.Value} {outcome.Key}"))}");
        output.WriteLine($"  shoppers     {Ledger.Visits.Count} guests, {Traffic.Requests} requests, {StaffActions} actions of staff");
        output.WriteLine($"  seen outside {Traffic.TroubleCount} failed tries{(Traffic.Troubles.Count == 0 ? "" : $" ({string.Join(", ", Traffic.Troubles.OrderByDescending(t => t.Value).Select(t => $"{t.Value} {t.Key}"))})")}");
        foreach (var fault in Traffic.Faults)
        {
            output.WriteLine($"               500 to {fault}");
        }
        output.WriteLine($"  kills        {Kills.Count}: {string.Join(", ", Kills.GroupBy(kill => kill.Piece).OrderBy(kills => kills.Key, StringComparer.Ordinal).Select(kills => $"{kills.Key} {kills.Count()}"))}");
        output.WriteLine($"  in flight    {Kills.Count(kill => kill.UnderLoad)} of {Kills.Count} kills under load; requests {Spread(Kills.Select(kill => kill.RequestsInFlight))}; unacknowledged messages {Spread(Kills.Select(kill => kill.Unacknowledged).OfType<int>())}");
        output.WriteLine($"  network      {Disturbances.Cuts} cuts, {Disturbances.Slowdowns} slowdowns, {Disturbances.Stalls} stalls, {Disturbances.Swallows} stalls that ended in a cut; {Disturbances.BrokenConnections} connections broken");
        output.WriteLine($"  messages     {Post.DeliveredAgain} delivered again, {Post.HeldBack} held back");
        output.WriteLine();
        foreach (var verdict in Verdicts.Append(Load))
        {
            output.WriteLine($"  {(verdict.Holds ? "holds " : "BROKEN")} {verdict.Promise} ({verdict.Looked} looked at{(verdict.Holds ? "" : $", {verdict.Violations.Count} violations")})");
            foreach (var violation in verdict.Violations.Take(ViolationsShown))
            {
                output.WriteLine($"         {violation}");
            }
        }
        output.WriteLine();
    }

    private static string Spread(IEnumerable<int> numbers)
    {
        var sorted = numbers.Order().ToList();
        return sorted.Count == 0 ? "none" : $"{sorted[0]} to {sorted[^1]}, median {sorted[sorted.Count / 2]}";
    }
}
