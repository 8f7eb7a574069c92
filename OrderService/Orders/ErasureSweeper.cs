using Avanii.Orders.Data;
using Avanii.ServiceDefaults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Avanii.Orders;

/// <summary>Erases what deleted accounts had under way as soon as it is over, however it came to that. Any number of instances may sweep:
/// each takes orders that no other holds.</summary>
public sealed class ErasureSweeper(
    IServiceScopeFactory scopes, IOptions<FulfilmentOptions> options, TimeProvider clock, ILogger<ErasureSweeper> logger)
    : Sweeper(options.Value.SweepInterval, BatchSize, logger)
{
    internal const int BatchSize = 100;

    /// <summary>A token of the account, or a request that was under way, may place one more order; this is far longer than both.</summary>
    private static readonly TimeSpan s_afterwards = TimeSpan.FromDays(1);

    protected override async Task<int> SweepAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<OrderDbContext>();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var erased = await db.EraseOrdersAsync(BatchSize, ct);
        await db.Database.ExecuteSqlAsync($"""
            DELETE FROM deleted_subjects AS deleted WHERE deleted_at < {clock.GetUtcNow() - s_afterwards}
              AND NOT EXISTS (SELECT FROM orders WHERE orders.subject = deleted.subject)
            """, ct);
        await transaction.CommitAsync(ct);
        if (erased > 0)
        {
            logger.LogInformation("{Count} orders of deleted accounts were erased.", erased);
        }
        return erased;
    }
}
