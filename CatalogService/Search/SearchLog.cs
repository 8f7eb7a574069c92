using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using Avanii.Catalog.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Avanii.Catalog.Search;

/// <summary>Counts searches in memory and writes them now and then, and at shutdown, off any request's path. Kept are the day, the words
/// and how many products they found: nothing of who searched, and no words that look like an address or a number of somebody's.</summary>
public sealed partial class SearchLog(IServiceScopeFactory scopes, IOptions<SearchOptions> options, TimeProvider clock, ILogger<SearchLog> logger) : BackgroundService
{
    private const int MostAtOnce = 10_000; // different words in one interval; more are nobody's searches
    private const string DataExceptions = "22"; // SQLSTATE class: too long, out of range, no valid character

    private readonly ConcurrentDictionary<(DateOnly Day, string Words), (int Searches, int Results)> _counts = new();

    /// <param name="search">Its words as typed.</param>
    /// <param name="total">How many products the list holds, whatever it was looked for in the end.</param>
    internal void Count(SearchMeaning search, int total)
    {
        if (search.Words.Length is 0 or > SearchWords.MaxLength || (LooksPersonal(search.Typed) && search.Skus.Whole.Length == 0) || _counts.Count >= MostAtOnce)
        {
            return;
        }
        var results = search.CorrectedTo is null && !search.Relaxed ? total : 0;
        _counts.AddOrUpdate((DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime), search.Words), (1, results), (_, before) => (before.Searches + 1, results));
    }

    /// <summary>A mail address, or digits enough for a telephone number or an order's, whatever signs stand between them.</summary>
    private static bool LooksPersonal(string typed) => Personal().IsMatch(string.Concat(typed.Normalize(NormalizationForm.FormKC).Where(c => char.IsLetterOrDigit(c) || c == '@')));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.LogInterval);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await TryWriteAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryWriteAsync(cancellationToken);
    }

    private async Task TryWriteAsync(CancellationToken ct)
    {
        var taken = new List<((DateOnly Day, string Words) Key, (int Searches, int Results) Value)>();
        foreach (var key in _counts.Keys)
        {
            if (_counts.TryRemove(key, out var value))
            {
                taken.Add((key, value));
            }
        }
        taken.Sort((a, b) => string.CompareOrdinal(a.Key.Words, b.Key.Words)); // one lock order for all instances
        if (taken.Count > 0)
        {
            await TryWriteAsync(taken, ct);
        }
    }

    /// <summary>Writes all but those that the database cannot hold, which would keep the others waiting for ever.</summary>
    private async Task TryWriteAsync(List<((DateOnly Day, string Words) Key, (int Searches, int Results) Value)> taken, CancellationToken ct)
    {
        try
        {
            await WriteAsync(taken, ct);
        }
        catch (PostgresException e) when (e.SqlState.StartsWith(DataExceptions, StringComparison.Ordinal))
        {
            if (taken.Count == 1)
            {
                logger.LogWarning(e, "A count of searches cannot be written; it is left out.");
                return;
            }
            var half = taken.Count / 2;
            await TryWriteAsync(taken[..half], ct);
            await TryWriteAsync(taken[half..], ct);
        }
        catch (Exception e)
        {
            foreach (var (key, value) in taken)
            {
                _counts.AddOrUpdate(key, value, (_, since) => (since.Searches + value.Searches, since.Results));
            }
            if (!ct.IsCancellationRequested)
            {
                logger.LogWarning(e, "{Count} counts of searches could not be written; they are tried again.", taken.Count);
            }
        }
    }

    private async Task WriteAsync(List<((DateOnly Day, string Words) Key, (int Searches, int Results) Value)> counts, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CatalogDbContext>();
        DateOnly[] days = [.. counts.Select(c => c.Key.Day)];
        string[] words = [.. counts.Select(c => c.Key.Words)];
        int[] searches = [.. counts.Select(c => c.Value.Searches)];
        int[] results = [.. counts.Select(c => c.Value.Results)];
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO search_counts AS c (day, words, searches, results) SELECT * FROM unnest({days}, {words}, {searches}, {results})
            ON CONFLICT (words, day) DO UPDATE SET searches = c.searches + excluded.searches, results = excluded.results
            """, ct);
    }

    [GeneratedRegex(@"@|\d{5}")]
    private static partial Regex Personal();
}
