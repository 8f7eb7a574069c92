using Avanii.Orders.Data;
using Microsoft.Extensions.Options;

namespace Avanii.Orders;

/// <summary>Ends orders whose deadline has passed: no order waits for ever. Any number of instances may sweep: each takes orders
/// that no other holds.</summary>
public sealed class DeadlineSweeper(
    IServiceScopeFactory scopes, IOptions<FulfilmentOptions> options, TimeProvider clock, ILogger<DeadlineSweeper> logger) : BackgroundService
{
    private const int BatchSize = 50;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.SweepInterval);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                while (await SweepAsync(stoppingToken) == BatchSize)
                {
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LogWarning(e, "Passed deadlines could not be looked for; it is tried again.");
            }
        }
    }

    /// <returns>How many orders expired, at most a batch.</returns>
    private async Task<int> SweepAsync(CancellationToken ct)
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
