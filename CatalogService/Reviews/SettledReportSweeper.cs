using Avanii.Catalog.Data;
using Avanii.ServiceDefaults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Avanii.Catalog.Reviews;

/// <summary>Forgets who reported a review, and in which words, some time after it was settled: that it was reported, and why, stays. Any
/// number of instances may sweep.</summary>
internal sealed class SettledReportSweeper(
    IServiceScopeFactory scopes, IOptions<ReviewOptions> options, TimeProvider clock, ILogger<SettledReportSweeper> logger)
    : Sweeper(options.Value.SweepInterval, BatchSize, logger)
{
    private const int BatchSize = 1000;

    protected override async Task<int> SweepAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CatalogDbContext>();
        var oldest = clock.GetUtcNow().AddDays(-options.Value.KeepReporterDays);
        return await db.Database.ExecuteSqlAsync($"""
            UPDATE review_reports SET reporter = NULL, note = NULL WHERE id IN (
              SELECT id FROM review_reports WHERE settled_at < {oldest} AND (reporter IS NOT NULL OR note IS NOT NULL)
              LIMIT {BatchSize} FOR UPDATE SKIP LOCKED)
            """, ct);
    }
}
