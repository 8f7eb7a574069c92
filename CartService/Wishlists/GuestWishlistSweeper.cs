using Avanii.Cart.Data;
using Avanii.ServiceDefaults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Avanii.Cart;

/// <summary>Deletes the lists of guests whom no browser knows any more. Any number of instances may sweep.</summary>
public sealed class GuestWishlistSweeper(
    IServiceScopeFactory scopes, IOptions<WishlistOptions> options, TimeProvider clock, ILogger<GuestWishlistSweeper> logger)
    : Sweeper(options.Value.SweepInterval, BatchSize, logger)
{
    private const int BatchSize = 100;

    protected override async Task<int> SweepAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CartDbContext>().Database.ExecuteSqlAsync($"""
            DELETE FROM wishlists WHERE id IN (
              SELECT id FROM wishlists WHERE subject LIKE 'guest:%' AND changed_at < {clock.GetUtcNow() - options.Value.KeepGuests}
              LIMIT {BatchSize} FOR UPDATE SKIP LOCKED)
            """, ct); // what is on them goes with them
    }
}
