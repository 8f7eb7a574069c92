using Avanii.Catalog.Data;
using Avanii.ServiceDefaults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Avanii.Catalog.Search;

/// <summary>Deletes counts of searches that are older than the report looks back.</summary>
internal sealed class OldSearchSweeper(IServiceScopeFactory scopes, IOptions<SearchOptions> options, TimeProvider clock, ILogger<OldSearchSweeper> logger)
    : Sweeper(options.Value.SweepInterval, BatchSize, logger)
{
    private const int BatchSize = 1000;

    protected override async Task<int> SweepAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CatalogDbContext>();
        var oldest = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(-options.Value.KeepLogDays);
        return await db.Database.ExecuteSqlAsync($"""
            DELETE FROM search_counts WHERE (words, day) IN (
              SELECT words, day FROM search_counts WHERE day < {oldest} LIMIT {BatchSize} FOR UPDATE SKIP LOCKED)
            """, ct);
    }
}
