using Avanii.Cart.Contracts;
using Avanii.Cart.Data;
using Avanii.ServiceDefaults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Avanii.Cart;

/// <summary>Finds carts that nobody has touched for a while, and says so once until they change. Any number of instances may sweep:
/// each takes carts that no other holds.</summary>
public sealed class AbandonedCartSweeper(
    IServiceScopeFactory scopes, IOptions<CartOptions> options, TimeProvider clock, ILogger<AbandonedCartSweeper> logger)
    : Sweeper(options.Value.SweepInterval, BatchSize, logger)
{
    private const int BatchSize = 100;

    protected override async Task<int> SweepAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CartDbContext>();
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var carts = await db.Carts.FromSql($"""
            SELECT * FROM carts WHERE abandoned_at IS NULL AND changed_at < {now - options.Value.AbandonedAfter}
            ORDER BY changed_at LIMIT {BatchSize} FOR UPDATE SKIP LOCKED
            """).ToListAsync(ct);
        var ids = carts.Select(c => c.Id).ToList();
        await db.Items.Where(item => ids.Contains(item.CartId)).LoadAsync(ct);
        foreach (var cart in carts)
        {
            cart.MarkAbandoned(now); // an empty one too, so that it is not looked at again
            if (cart.Items.Count > 0)
            {
                db.Enqueue($"cart:{cart.Id}", new CartAbandoned(
                    cart.Id, cart.Subject, cart.ChangedAt, [.. cart.Items.Select(item => new CartAbandoned.Line(item.Sku, item.Quantity))]));
            }
        }
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return carts.Count;
    }
}
