using Avanii.Cart.Contracts;
using Avanii.Orders.Data;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Orders;

/// <summary>What confirmed orders of a cart have bought and lies in it still, because the cart has not heard of them yet.</summary>
/// <param name="LastSequence">Of the cart's orders, 0 before the first.</param>
/// <param name="NewestOrder">The one that was confirmed last of those that the cart has not heard of.</param>
/// <param name="Quantities">Bought units of each SKU.</param>
public sealed record Bought(int LastSequence, Guid? NewestOrder, IReadOnlyDictionary<string, int> Quantities);

/// <summary>Finds it. An order that was cancelled or shipped since counts, too: its lines are taken out of the cart all the same.</summary>
public sealed class BoughtLines(OrderDbContext db)
{
    /// <summary>Half as many as a cart remembers, so that none counts that it has heard of and forgotten.</summary>
    private const int OrdersAskedFor = 10;

    /// <param name="cart">Read before: what is confirmed in between is found here, and lies in the cart as it was read.</param>
    /// <param name="ct">The request's.</param>
    public async Task<Bought> OfAsync(CartView cart, CancellationToken ct)
    {
        if (cart.Id is not { } cartId)
        {
            return new Bought(0, null, new Dictionary<string, int>());
        }
        var isSaid = cart.OrdersTakenOut is not null; // a cart service of before does not say what it has heard of
        var takenOut = cart.OrdersTakenOut?.ToArray() ?? [];
        var rows = await db.Database.SqlQuery<Row>($"""
            SELECT last.sequence, bought.order_id, bought.sku, bought.quantity
            FROM (SELECT coalesce(max(cart_sequence), 0) AS sequence FROM orders WHERE cart_id = {cartId}) AS last
            LEFT JOIN (
              SELECT line.order_id, line.sku, line.quantity, recent.confirmed_at
              FROM (SELECT id, confirmed_at FROM orders WHERE cart_id = {cartId} AND confirmed_at IS NOT NULL
                ORDER BY confirmed_at DESC LIMIT {OrdersAskedFor}) AS recent
              JOIN order_lines AS line ON line.order_id = recent.id
              WHERE {isSaid} AND recent.id <> ALL ({takenOut})) AS bought ON true
            ORDER BY bought.confirmed_at DESC
            """).ToListAsync(ct);
        return new Bought(rows[0].Sequence, rows[0].OrderId,
            rows.Where(row => row.Sku is not null).GroupBy(row => row.Sku!).ToDictionary(sku => sku.Key, sku => sku.Sum(row => row.Quantity!.Value)));
    }

    private sealed record Row(int Sequence, Guid? OrderId, string? Sku, int? Quantity);
}
