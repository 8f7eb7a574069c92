using System.Globalization;
using Avanii.AppHost.Standalone;

namespace Avanii.Faults;

/// <summary><c>./avanii faults</c>.</summary>
internal static class FaultsCommand
{
    private static readonly string s_usage = $"""
        ./avanii faults [--minutes N] [--seed S]   run the shop under load, kill and disturb all of it, and check every promise
        ./avanii faults --without NAME             the same without one protection: it must be noticed, and the exit code is 1
        ./avanii faults --without all              one after the other; the exit code is 0 when each was noticed
        ./avanii faults --scenario NAME            one of: {string.Join(", ", Scenarios.Names)}
        Protections: {string.Join(", ", Protection.All.Select(protection => protection.Name))}
        """;

    private const int Broken = 1, NotUnderstood = 2, Failed = 3;

    /// <returns>0 when every promise held, 1 when one was broken, 2 when the question was not understood, 3 when the run itself failed.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var (minutes, seed, without, scenario) = ((double?)null, Random.Shared.Next(1, 100_000), (string?)null, (string?)null);
        for (var i = 0; i < args.Length; i += 2)
        {
            var value = i + 1 < args.Length ? args[i + 1] : "";
            switch (args[i])
            {
                case "--minutes" when double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number is >= 0.2 and <= 1440:
                    minutes = number;
                    break;
                case "--seed" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number):
                    seed = number;
                    break;
                case "--without" when value == "all" || Protection.All.Any(protection => protection.Name == value):
                    without = value;
                    break;
                case "--scenario" when Scenarios.Names.Contains(value):
                    scenario = value;
                    break;
                default:
                    await Console.Error.WriteLineAsync(s_usage);
                    return NotUnderstood;
            }
        }
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };
        try
        {
            return (scenario, without) switch
            {
                ({ } name, _) => await Scenarios.RunAsync(name, minutes, Console.Out, stop.Token) ? 0 : Broken,
                (_, "all") => await WithoutEachAsync(minutes ?? 0.75, seed, stop.Token),
                (_, { } name) => await WithoutAsync(Protection.All.First(protection => protection.Name == name), minutes ?? 0.75, seed, stop.Token) is not null ? Broken : 0,
                _ => await RunAsync(minutes ?? 2.5, seed, stop.Token),
            };
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 130;
        }
        catch (Exception e) // nothing was proved, one way or the other
        {
            await Console.Error.WriteLineAsync(e is StandaloneException ? e.Message : e.ToString());
            return Failed;
        }
    }

    private static async Task<int> RunAsync(double minutes, int seed, CancellationToken ct)
    {
        var duration = TimeSpan.FromMinutes(minutes);
        var report = await Campaign.RunAsync(
            new CampaignOptions
            {
                Duration = duration,
                Seed = seed,
                // A long run has room for pieces that are up for a while.
                KillEvery = TimeSpan.FromSeconds(duration > TimeSpan.FromMinutes(10) ? 14 : 6),
                Say = Console.WriteLine,
            },
            ct);
        report.Print(Console.Out);
        Console.WriteLine(report.Holds ? "Every promise held." : $"{report.Broken.Count()} promises were broken.");
        return report.Holds ? 0 : Broken;
    }

    /// <returns>What was broken, as it must be, and how often; null when nobody noticed.</returns>
    private static async Task<string?> WithoutAsync(Protection protection, double minutes, int seed, CancellationToken ct)
    {
        Console.WriteLine($"Without {protection.Name}: {protection.What}.");
        var report = await Campaign.RunAsync(
            new CampaignOptions
            {
                Duration = TimeSpan.FromMinutes(minutes),
                Seed = seed,
                Without = protection,
                Rate = 8,
                AtLeastOrders = 200,
                ScarceUnits = 3, // sold out early in a short run
                KillEvery = TimeSpan.FromSeconds(4),
                SettleWithin = TimeSpan.FromSeconds(40),
            },
            ct);
        report.Print(Console.Out);
        if (protection.IsInServices && report.Effects == 0)
        {
            throw new StandaloneException($"Switching off {protection.Name} had no effect: tests/Faults.Mutations no longer fits the code.");
        }
        // Whether the kills met load says nothing about the protection.
        var broken = string.Join("; ", report.Verdicts.Where(verdict => !verdict.Holds).Select(verdict => $"{verdict.Promise} ({verdict.Violations.Count})"));
        Console.WriteLine(broken.Length == 0 ? $"Nobody noticed that {protection.Name} was missing." : $"Without {protection.Name}, this was broken: {broken}.");
        return broken.Length == 0 ? null : broken;
    }

    private static async Task<int> WithoutEachAsync(double minutes, int seed, CancellationToken ct)
    {
        var results = new List<(Protection Protection, string? Noticed)>();
        foreach (var protection in Protection.All)
        {
            try
            {
                results.Add((protection, await WithoutAsync(protection, minutes, seed, ct)));
            }
            catch (StandaloneException e) // the others may tell more
            {
                Console.WriteLine(e.Message);
                results.Add((protection, null));
            }
        }
        Console.WriteLine();
        foreach (var (protection, noticed) in results)
        {
            Console.WriteLine($"  {protection.Name,-16} {(noticed is null ? "NOT NOTICED" : $"noticed: {noticed}")}");
        }
        return results.All(result => result.Noticed is not null) ? 0 : Broken;
    }
}
