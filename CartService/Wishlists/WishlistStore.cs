using Avanii.Cart.Data;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Cart;

/// <summary>Getting hold of a wishlist in order to change it, as <see cref="CartStore"/> does with carts.</summary>
internal static class WishlistStore
{
    /// <returns>The subject's list with its items, locked until the transaction ends; null when there never was one.</returns>
    public static async Task<Wishlist?> LockWishlistAsync(this CartDbContext db, string subject, CancellationToken ct)
    {
        if ((await db.Wishlists.FromSql($"SELECT * FROM wishlists WHERE subject = {subject} FOR UPDATE").ToListAsync(ct)) is not [var list])
        {
            return null;
        }
        await db.Entry(list).Collection(w => w.Items).LoadAsync(ct);
        return list;
    }

    /// <summary>The same, and makes the list when there is none.</summary>
    public static async Task<Wishlist> LockOrCreateWishlistAsync(this CartDbContext db, string subject, DateTimeOffset at, CancellationToken ct)
    {
        if (await db.LockWishlistAsync(subject, ct) is { } list)
        {
            return list;
        }
        // Of two tabs that add the first item at once the second waits here for the first.
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO wishlists (id, subject, changed_at) VALUES ({Guid.CreateVersion7(at)}, {subject}, {at}) ON CONFLICT (subject) DO NOTHING
            """, ct);
        return await db.LockWishlistAsync(subject, ct) ?? throw new InvalidOperationException("A wishlist that was just made is gone.");
    }
}
