using Avanii.Cart.Data;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Cart;

/// <summary>Getting hold of a cart in order to change it. Each way takes the cart's row lock first and reads its lines after that:
/// who waited for the lock sees what the other has done.</summary>
internal static class CartStore
{
    /// <returns>The subject's cart with its lines, locked until the transaction ends; null when there never was one.</returns>
    public static async Task<Cart?> LockCartAsync(this CartDbContext db, string subject, CancellationToken ct) =>
        await WithItemsAsync(db, db.Carts.FromSql($"SELECT * FROM carts WHERE subject = {subject} FOR UPDATE"), ct);

    /// <returns>The cart of that id, or the one that it was merged into since.</returns>
    public static async Task<Cart?> LockCartAsync(this CartDbContext db, Guid id, CancellationToken ct) =>
        await WithItemsAsync(db, db.Carts.FromSql($"SELECT * FROM carts WHERE id = {id} FOR UPDATE"), ct)
        ?? await WithItemsAsync(db, db.Carts.FromSql($"SELECT * FROM carts WHERE merged_carts @> ARRAY[{id}] AND merged_carts <> '{{}}' FOR UPDATE"), ct);

    /// <summary>The same, and makes the cart when there is none.</summary>
    public static async Task<Cart> LockOrCreateCartAsync(this CartDbContext db, string subject, DateTimeOffset at, CancellationToken ct)
    {
        if (await db.LockCartAsync(subject, ct) is { } cart)
        {
            return cart;
        }
        // Two tabs may add the first item at once: the second waits here for the first, makes none, and finds the first one's below.
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO carts (id, subject, version, checkout_id, changed_at)
            VALUES ({Guid.CreateVersion7(at)}, {subject}, 0, {Guid.CreateVersion7(at)}, {at})
            ON CONFLICT (subject) DO NOTHING
            """, ct);
        return await db.LockCartAsync(subject, ct) ?? throw new InvalidOperationException("A cart that was just made is gone.");
    }

    private static async Task<Cart?> WithItemsAsync(CartDbContext db, IQueryable<Cart> locked, CancellationToken ct)
    {
        if ((await locked.ToListAsync(ct)) is not [var cart])
        {
            return null;
        }
        await db.Entry(cart).Collection(c => c.Items).Query().Include(item => item.Variant).LoadAsync(ct);
        return cart;
    }
}
