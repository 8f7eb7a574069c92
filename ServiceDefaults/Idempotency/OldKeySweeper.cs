using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Avanii.ServiceDefaults.Idempotency;

/// <summary>Deletes keys that are too old to come again. Any number of instances may sweep: each takes rows that no other holds.</summary>
internal sealed class OldKeySweeper(
    IServiceScopeFactory scopes, IOptions<IdempotencyOptions> options, TimeProvider clock, ILogger<OldKeySweeper> logger)
    : Sweeper(options.Value.SweepInterval, BatchSize, logger)
{
    private const int BatchSize = 500;

    protected override async Task<int> SweepAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ServiceDbContext>();
        return await db.Database.ExecuteSqlAsync($"""
            DELETE FROM idempotency_keys WHERE (subject, key) IN (
              SELECT subject, key FROM idempotency_keys WHERE created_at < {clock.GetUtcNow() - options.Value.KeepFor}
              ORDER BY created_at LIMIT {BatchSize} FOR UPDATE SKIP LOCKED)
            """, ct);
    }
}
