using Avanii.Orders.Data;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Orders;

/// <summary>Getting hold of an order. To move one, its row's lock is taken first and the rest read after that: of two that want to
/// move it at once, the second sees what the first has done.</summary>
internal static class OrderStore
{
    /// <returns>The order with lines and history, locked until the transaction ends, or null.</returns>
    public static async Task<Order?> LockOrderAsync(this OrderDbContext db, Guid id, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"SELECT FROM orders WHERE id = {id} FOR UPDATE", ct);
        return await db.Whole().SingleOrDefaultAsync(o => o.Id == id, ct);
    }

    /// <returns>The same, if it is that subject's.</returns>
    public static async Task<Order?> LockOrderAsync(this OrderDbContext db, Guid id, string subject, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"SELECT FROM orders WHERE id = {id} AND subject = {subject} FOR UPDATE", ct);
        return await db.Whole().SingleOrDefaultAsync(o => o.Id == id && o.Subject == subject, ct);
    }

    /// <returns>The order with lines and history, to look at, if it is that subject's.</returns>
    public static Task<Order?> ReadOrderAsync(this OrderDbContext db, Guid id, string subject, CancellationToken ct) =>
        db.Whole().AsNoTracking().SingleOrDefaultAsync(o => o.Id == id && o.Subject == subject, ct);

    /// <returns>At most so many orders whose deadline has passed, locked; those that another instance holds are its business.</returns>
    public static async Task<List<Order>> LockDueOrdersAsync(this OrderDbContext db, DateTimeOffset now, int atMost, CancellationToken ct)
    {
        var ids = await db.Database.SqlQuery<Guid>(
            $"SELECT id FROM orders WHERE deadline <= {now} ORDER BY deadline LIMIT {atMost} FOR UPDATE SKIP LOCKED").ToListAsync(ct);
        return ids.Count == 0 ? [] : await db.Whole().Where(o => ids.Contains(o.Id)).ToListAsync(ct);
    }

    /// <returns>Whosever it is: for staff.</returns>
    public static Task<Order?> ReadOrderAsync(this OrderDbContext db, Guid id, CancellationToken ct) =>
        db.Whole().AsNoTracking().SingleOrDefaultAsync(o => o.Id == id, ct);

    // One query: an order has a handful of lines and of moves and hardly ever two payments, so their product is small.
    private static IQueryable<Order> Whole(this OrderDbContext db) =>
        db.Orders.AsSingleQuery().Include(o => o.Lines).Include(o => o.History).Include(o => o.Payments);
}
