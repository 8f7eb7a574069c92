using Avanii.Orders.Data;
using Avanii.ServiceDefaults;
using Microsoft.Extensions.Options;

namespace Avanii.Orders;

/// <summary>Ends orders whose deadline has passed: no order waits for ever. Any number of instances may sweep: each takes orders
/// that no other holds.</summary>
public sealed class DeadlineSweeper(
    IServiceScopeFactory scopes, IOptions<FulfilmentOptions> options, TimeProvider clock, ILogger<DeadlineSweeper> logger)
    : Sweeper(options.Value.SweepInterval, BatchSize, logger)
{
    private const int BatchSize = 50;

    protected override async Task<int> SweepAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<OrderDbContext>();
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var orders = await db.LockDueOrdersAsync(now, BatchSize, ct);
        if (orders.Count == 0)
        {
            return 0;
        }
        foreach (var order in orders)
        {
            if (order.Expire(now))
            {
                db.AnnounceExpired(order);
            }
        }
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        logger.LogInformation("{Count} orders have expired.", orders.Count);
        return orders.Count;
    }
}
