using Avanii.Orders.Data;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Orders;

/// <summary>Getting hold of an order. To move one, its row's lock is taken first and the rest read after that: of two that want to
/// move it at once, the second sees what the first has done.</summary>
internal static class OrderStore
{
    /// <returns>The order with lines and history, locked until the transaction ends, or null.</returns>
    public static Task<Order?> LockOrderAsync(this OrderDbContext db, Guid id, CancellationToken ct) =>
        WithRestAsync(db, db.Orders.FromSql($"SELECT * FROM orders WHERE id = {id} FOR UPDATE"), ct);

    /// <returns>The same, if it is that subject's.</returns>
    public static Task<Order?> LockOrderAsync(this OrderDbContext db, Guid id, string subject, CancellationToken ct) =>
        WithRestAsync(db, db.Orders.FromSql($"SELECT * FROM orders WHERE id = {id} AND subject = {subject} FOR UPDATE"), ct);

    /// <returns>The order with lines and history, to look at, if it is that subject's.</returns>
    public static Task<Order?> ReadOrderAsync(this OrderDbContext db, Guid id, string subject, CancellationToken ct) =>
        // One query: an order has a handful of lines and of moves, so their product is small.
        db.Orders.AsNoTracking().AsSingleQuery().Include(o => o.Lines).Include(o => o.History)
            .SingleOrDefaultAsync(o => o.Id == id && o.Subject == subject, ct);

    private static async Task<Order?> WithRestAsync(OrderDbContext db, IQueryable<Order> locked, CancellationToken ct)
    {
        if (await locked.ToListAsync(ct) is not [var order])
        {
            return null;
        }
        await db.Orders.AsSingleQuery().Include(o => o.Lines).Include(o => o.History).Where(o => o.Id == order.Id).LoadAsync(ct);
        return order;
    }
}
