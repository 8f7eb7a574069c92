using Avanii.Catalog.Contracts;
using Avanii.Catalog.Data;
using Avanii.ServiceDefaults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Avanii.Catalog.Reviews;

/// <summary>Takes the names of deleted accounts out of all that the catalogue keeps.</summary>
internal static class AuthorErasure
{
    /// <summary>Reviews that are published or wait stay without a name; rejected ones, which nobody would ever see again, go.</summary>
    /// <returns>Of how many products there were reviews, at most a batch.</returns>
    public static async Task<int> EraseAuthorsAsync(this CatalogDbContext db, int atMost, CancellationToken ct)
    {
        var written = db.Reviews.Where(r => db.DeletedSubjects.Any(deleted => deleted.Subject == r.Subject));
        var products = await written.GroupBy(r => r.ProductId)
            .Select(group => new { Id = group.Key, Shown = group.Any(r => r.State == ReviewState.Published) })
            .OrderBy(p => p.Id).Take(atMost).ToListAsync(ct);
        foreach (var product in products) // in one order for everybody: no deadlock
        {
            await db.LockReviewsOfAsync(product.Id, ct);
            var ofProduct = written.Where(r => r.ProductId == product.Id);
            await ofProduct.Where(r => r.State == ReviewState.Rejected).ExecuteDeleteAsync(ct);
            await ofProduct.ExecuteUpdateAsync(set => set
                .SetProperty(r => r.Subject, (string?)null).SetProperty(r => r.Name, (string?)null).SetProperty(r => r.Version, r => r.Version + 1), ct);
            if (product.Shown)
            {
                await db.SettleRatingAsync(product.Id, ct);
            }
        }
        await db.ReviewReports.Where(r => db.DeletedSubjects.Any(deleted => deleted.Subject == r.Reporter))
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.Reporter, (string?)null).SetProperty(r => r.Note, (string?)null), ct);
        await db.BoughtOrders.Where(o => db.DeletedSubjects.Any(deleted => deleted.Subject == o.Subject))
            .ExecuteUpdateAsync(set => set.SetProperty(o => o.Subject, (string?)null), ct);
        return products.Count;
    }
}

/// <summary>Erases also what a request or an event that was under way has written since. Any number of instances may sweep.</summary>
internal sealed class AuthorErasureSweeper(
    IServiceScopeFactory scopes, IOptions<ReviewOptions> options, TimeProvider clock, ILogger<AuthorErasureSweeper> logger)
    : Sweeper(options.Value.SweepInterval, BatchSize, logger)
{
    internal const int BatchSize = 100;

    /// <summary>Late events name an account as long as an order of it may be under way; this is far longer.</summary>
    private static readonly TimeSpan s_afterwards = TimeSpan.FromDays(365);

    protected override async Task<int> SweepAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CatalogDbContext>();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var erased = await db.EraseAuthorsAsync(BatchSize, ct);
        await db.Database.ExecuteSqlAsync($"DELETE FROM deleted_subjects WHERE deleted_at < {clock.GetUtcNow() - s_afterwards}", ct);
        await transaction.CommitAsync(ct);
        return erased;
    }
}
