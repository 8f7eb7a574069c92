using Avanii.Cart.Data;
using Avanii.ServiceDefaults;
using Avanii.ServiceDefaults.Idempotency;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Avanii.Cart;

/// <summary>Deletes the carts and wishlists of deleted accounts, also one that a request which was under way has made since. Any number of instances may
/// sweep.</summary>
public sealed class DeletedCartSweeper(
    IServiceScopeFactory scopes, IOptions<CartOptions> options, TimeProvider clock, ILogger<DeletedCartSweeper> logger)
    : Sweeper(options.Value.SweepInterval, BatchSize, logger)
{
    private const int BatchSize = 100;

    /// <summary>A token of the account lives for five minutes; this is far longer.</summary>
    private static readonly TimeSpan s_afterwards = TimeSpan.FromDays(1);

    protected override async Task<int> SweepAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CartDbContext>();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var deleted = await DeleteAsync(db, ct);
        await db.Database.ExecuteSqlAsync($"DELETE FROM deleted_subjects WHERE deleted_at < {clock.GetUtcNow() - s_afterwards}", ct);
        await transaction.CommitAsync(ct);
        return deleted;
    }

    /// <returns>How many carts or lists there were, whichever were more; at most a batch.</returns>
    internal static async Task<int> DeleteAsync(CartDbContext db, CancellationToken ct)
    {
        await db.Set<StoredAnswer>().Where(answer => db.DeletedSubjects.Any(deleted => deleted.Subject == answer.Subject)).ExecuteDeleteAsync(ct);
        var lists = await db.Database.ExecuteSqlAsync($"""
            DELETE FROM wishlists WHERE id IN (
              SELECT w.id FROM deleted_subjects AS deleted JOIN wishlists AS w ON w.subject = deleted.subject LIMIT {BatchSize} FOR UPDATE OF w SKIP LOCKED)
            """, ct);
        var carts = await db.Database.ExecuteSqlAsync($"""
            DELETE FROM carts WHERE id IN (
              SELECT c.id FROM deleted_subjects AS deleted JOIN carts AS c ON c.subject = deleted.subject LIMIT {BatchSize} FOR UPDATE OF c SKIP LOCKED)
            """, ct); // its lines go with it
        return Math.Max(carts, lists);
    }
}
