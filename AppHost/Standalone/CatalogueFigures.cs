using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Avanii.AppHost.Standalone;

/// <summary><c>./avanii figures catalogue</c>: how fast a large catalogue answers, asked at the service itself at a steady pace, and how
/// fast a price is on the pages.</summary>
internal static class CatalogueFigures
{
    public const int DefaultProducts = 100_000;

    private const double PerSecond = 20, SearchLimit = 50, SuggestionLimit = 20, FreshnessLimit = 1000;
    private static readonly TimeSpan s_length = TimeSpan.FromSeconds(30), s_warmUp = TimeSpan.FromSeconds(5);

    /// <returns>0 when every goal is reached.</returns>
    public static async Task<int> RunAsync(int products, CancellationToken ct = default)
    {
        await using var host = await ProductionStack.StartAsync(ct);
        var catalog = host.Service("catalog");
        Console.WriteLine(await catalog.AskCommandAsync(["--generate", $"{products}"], ct));
        using var client = new HttpClient { BaseAddress = catalog.Url };
        var questions = await CatalogueQuestions.ReadAsync(client, ct);

        var table = new Table().Border(Display.OnTerminal ? TableBorder.Rounded : TableBorder.None)
            .AddColumns($"{PerSecond} requests/s for {s_length.TotalSeconds} s", "p50 ms", "p95 ms", "p99 ms", "goal p95", "without results");
        var reached = true;
        foreach (var (name, limit, paths) in Kinds(questions))
        {
            if (paths is not { Count: > 0 } asked)
            {
                table.AddRow(name, "", "", "", "", "the service does not have this yet");
                continue;
            }
            Console.WriteLine($"{name}, such as {asked[0]}");
            var empty = new ConcurrentBag<int>();
            await Latencies.MeasureAsync(PerSecond, s_warmUp, number => AskAsync(client, asked[number % asked.Count], ct), ct);
            var latencies = await Latencies.MeasureAsync(PerSecond, s_length, async number =>
            {
                if (await AskAsync(client, asked[number % asked.Count], ct))
                {
                    empty.Add(number);
                }
            }, ct);
            var good = latencies.Percentile(95) < limit;
            reached &= good;
            table.AddRow(
                new Text(name), Milliseconds(latencies.Percentile(50)), Milliseconds(latencies.Percentile(95), good), Milliseconds(latencies.Percentile(99)),
                new Text($"< {limit} ms"), new Text($"{empty.Count} of {latencies.Count}"));
        }
        var memory = ProcessTable.Memory(catalog.Process!.Value.Id) >> 20;
        var (prices, slowest) = await PriceFreshness.MeasureAsync(host, ct);
        reached &= prices.Slowest < FreshnessLimit;

        Console.WriteLine();
        Display.Write(table);
        Console.WriteLine($"memory of the service afterwards (Pss): {memory} MB");
        Console.WriteLine(FormattableString.Invariant(
            $"a price, from PUT at the gateway to product page and list of two instances: median {prices.Percentile(50):0} ms, slowest of {prices.Count} {prices.Slowest:0} ms ({slowest}); goal < {FreshnessLimit} ms"));
        Console.WriteLine(reached ? "Every goal is reached." : "Not every goal is reached (!).");
        return reached ? 0 : 1;
    }

    private static IEnumerable<(string Name, double Limit, IReadOnlyList<string>? Paths)> Kinds(CatalogueQuestions questions) =>
    [
        ("departments", SearchLimit, questions.Departments),
        ("departments with facets", SearchLimit, questions.Facets),
        ("departments with facets, filtered", SearchLimit, questions.Filters),
        ("searches: words", SearchLimit, questions.Words),
        ("searches: words, with facets", SearchLimit, questions.WordsWithFacets),
        ("searches: misspelt", SearchLimit, questions.Typos),
        ("searches: SKU", SearchLimit, questions.Skus),
        ("suggestions", SuggestionLimit, questions.Suggestions),
    ];

    private static Text Milliseconds(double time, bool good = true) =>
        new(FormattableString.Invariant($"{time:0.0}{(good ? "" : " !")}"), new Style(good ? null : Color.Red));

    /// <returns>Whether nothing was found.</returns>
    private static async Task<bool> AskAsync(HttpClient client, string path, CancellationToken ct)
    {
        using var answer = await client.GetAsync(path, ct);
        var body = await answer.Content.ReadAsByteArrayAsync(ct);
        if (answer.StatusCode != HttpStatusCode.OK)
        {
            throw new StandaloneException($"The catalogue answered {path} with {(int)answer.StatusCode}.");
        }
        return JsonNode.Parse(body) is JsonObject page && page.All(part => part.Value is not JsonArray { Count: > 0 });
    }
}
