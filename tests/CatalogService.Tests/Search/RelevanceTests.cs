using System.Globalization;
using System.Text.Json;
using Avanii.Catalog.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace Avanii.Catalog.Tests.Search;

/// <summary>Holds the search to what shoppers mean: relevance.json has queries over the demo catalogue and what each must bring among its first five.</summary>
public sealed class RelevanceTests(CatalogApp app, ITestOutputHelper output) : IClassFixture<CatalogApp>
{
    private const int Top = 5;
    private const double DemandedRecall = 0.95;

    [Fact]
    public async Task Searches_bring_what_they_must_among_the_first_five()
    {
        var searches = Read();
        Assert.InRange(searches.Count, 60, int.MaxValue);
        Assert.InRange(searches.Count(s => s.Kind == "misspelt"), 20, int.MaxValue);
        Assert.InRange(searches.Count(s => s.Kind == "synonym"), 10, int.MaxValue);
        Assert.InRange(searches.Count(s => s.Kind == "sku-or-option"), 10, int.MaxValue);
        await SeedAsync();

        var results = new List<Result>();
        foreach (var search in searches)
        {
            var found = (await app.Anyone.GetPageAsync($"?limit={Top}&q={Uri.EscapeDataString(search.Query)}")).Items.Select(p => p.Slug).ToList();
            results.Add(new(search, found));
        }
        foreach (var kind in results.GroupBy(r => r.Search.Kind))
        {
            Say($"recall@{Top} {kind.Key}: {kind.Average(r => r.Recall):0.000} of {kind.Count()} searches");
        }
        var misses = results.Where(r => r.Recall < 1).Select(r => $"{r.Search.Kind} \"{r.Search.Query}\": {r.Recall:0.00}, found {string.Join(", ", r.Found)}").ToList();
        var recall = results.Average(r => r.Recall);
        Say($"recall@{Top}: {recall:0.000} of {results.Count} searches");
        misses.ForEach(Say);

        var missed = string.Join('\n', misses);
        Assert.True(recall >= DemandedRecall, $"recall@{Top} is {recall.ToString("0.000", CultureInfo.InvariantCulture)}:\n{missed}");
        Assert.True(results.All(r => r.Recall == 1 || r.Search.Kind is not ("plain" or "sku-or-option")), $"What is spelt right must be found whole:\n{missed}");
    }

    private void Say(string line)
    {
        output.WriteLine(line);
        Console.WriteLine(line); // the other is not shown while all is well
    }

    private async Task SeedAsync()
    {
        await app.QueryAsync(db => db.Categories.ExecuteDeleteAsync()); // it brings the demo's
        await using var scope = app.Services.CreateAsyncScope();
        Assert.True(await scope.ServiceProvider.GetRequiredService<SeedDemo>().RunAsync(_ => { }, CancellationToken.None, drawAll: false));
        await app.KnowsWordAsync("lantern");
    }

    private static List<RelevantSearch> Read()
    {
        using var stream = typeof(RelevanceTests).Assembly.GetManifestResourceStream("Avanii.Catalog.Tests.Search.relevance.json")!;
        return JsonSerializer.Deserialize<List<RelevantSearch>>(stream, JsonSerializerOptions.Web)!;
    }

    /// <param name="Want">All of these.</param>
    /// <param name="WantAny">At least one of these, where no product fits wholly.</param>
    /// <param name="First">The first that is wanted is the first that is found.</param>
    private sealed record RelevantSearch(string Kind, string Query, IReadOnlyList<string> Want, IReadOnlyList<string>? WantAny = null, bool First = false);

    private sealed record Result(RelevantSearch Search, IReadOnlyList<string> Found)
    {
        public double Recall => Search.First && (Found.Count == 0 || Found[0] != Search.Want[0]) ? 0
            : Search.WantAny is { } any ? any.Intersect(Found).Any() ? 1 : 0
            : (double)Search.Want.Intersect(Found).Count() / Search.Want.Count;
    }
}
