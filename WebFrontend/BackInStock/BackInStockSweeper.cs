using Avanii.ServiceDefaults;
using Avanii.Web.Accounts;

namespace Avanii.Web.BackInStock;

/// <summary>Sends what one event's batch left over, and takes away what nobody waits for any more. Any number of instances may sweep.</summary>
internal sealed class BackInStockSweeper(IServiceScopeFactory scopes, ILogger<BackInStockSweeper> logger)
    : Sweeper(TimeSpan.FromMinutes(1), BackInStockRequests.BatchSize, logger)
{
    protected override async Task<int> SweepAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AccountsDbContext>();
        var requests = scope.ServiceProvider.GetRequiredService<BackInStockRequests>();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var old = await requests.DeleteOldAsync(BackInStockRequests.BatchSize, ct);
        var sent = await requests.SendDueAsync(null, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return Math.Max(old, sent);
    }
}
