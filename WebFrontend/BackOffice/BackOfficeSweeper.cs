using Avanii.ServiceDefaults;
using Avanii.Web.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Web.BackOffice;

/// <summary>Takes away invitations that are over, and what was written down long ago.</summary>
internal sealed class BackOfficeSweeper(IServiceScopeFactory scopes, TimeProvider clock, ILogger<BackOfficeSweeper> logger)
    : Sweeper(TimeSpan.FromHours(1), batchSize: 1000, logger)
{
    protected override async Task<int> SweepAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AccountsDbContext>();
        var now = clock.GetUtcNow();
        var invitations = await db.Database.ExecuteSqlAsync(
            $"DELETE FROM staff_invitations WHERE id IN (SELECT id FROM staff_invitations WHERE ends_at <= {now} LIMIT 500 FOR UPDATE SKIP LOCKED)", ct);
        var old = now - AuditLog.Keep;
        var entries = await db.Database.ExecuteSqlAsync(
            $"DELETE FROM audit_entries WHERE id IN (SELECT id FROM audit_entries WHERE at <= {old} ORDER BY id LIMIT 500 FOR UPDATE SKIP LOCKED)", ct);
        return invitations + entries;
    }
}
