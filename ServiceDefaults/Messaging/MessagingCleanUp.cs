using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Avanii.ServiceDefaults.Messaging;

/// <summary>Deletes what outbox and inbox no longer need, in batches until nothing old is left.</summary>
internal sealed class MessagingCleanUp(IServiceScopeFactory scopes, IOptions<MessagingOptions> options, TimeProvider clock, ILogger<MessagingCleanUp> logger)
    : Sweeper(options.Value.CleanUpEvery, BatchSize, logger)
{
    private const int BatchSize = 1000; // a transaction of some milliseconds

    protected override async Task<int> SweepAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<ServiceDbContext>().Database;
        var before = clock.GetUtcNow() - options.Value.Keep;
        var sent = await database.ExecuteSqlAsync($"""
            DELETE FROM outbox WHERE sequence IN (SELECT sequence FROM outbox WHERE sent_at < {before} LIMIT {BatchSize} FOR UPDATE SKIP LOCKED)
            """, ct);
        return sent == BatchSize ? sent : await database.ExecuteSqlAsync($"""
            DELETE FROM inbox WHERE ctid = ANY (ARRAY(SELECT ctid FROM inbox WHERE accepted_at < {before} LIMIT {BatchSize} FOR UPDATE SKIP LOCKED))
            """, ct);
    }
}
