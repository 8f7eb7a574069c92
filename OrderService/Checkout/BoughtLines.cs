using Avanii.Cart.Contracts;
using Avanii.Orders.Data;
using Avanii.ServiceDefaults.Idempotency;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Orders;

/// <summary>What confirmed orders of a cart have bought and lies in it still, because the cart has not heard of them yet.</summary>
/// <param name="LastSequence">Of the cart's orders, 0 before the first.</param>
/// <param name="UndecidedOrder">The cart's order that waits for its outcome.</param>
/// <param name="NewestOrder">The one that was confirmed last of those that the cart has not heard of.</param>
/// <param name="Lines">What was bought.</param>
public sealed record Bought(int LastSequence, Guid? UndecidedOrder, Guid? NewestOrder, IReadOnlyList<Bought.Line> Lines)
{
    /// <returns>So many units of the cart's line were bought. A line of the same SKU that was put in at another time is not the one that
    /// was bought, but one that came since; where either side does not know when, the SKU decides.</returns>
    /// <remarks>Both times are the cart's own and compared for equality only: no clocks of two services meet here, so that none that
    /// runs ahead or behind can lose a line that was added since, or leave one that was bought.</remarks>
    public int UnitsOf(CartLine line) => Lines
        .Where(bought => bought.Sku == line.Sku && (bought.AddedAt is null || line.AddedAt is null || bought.AddedAt == Order.AsKept(line.AddedAt.Value)))
        .Sum(bought => bought.Quantity);

    public sealed record Line(string Sku, int Quantity, DateTimeOffset? AddedAt);
}

/// <summary>Finds it. An order that was cancelled or shipped since counts, too: its lines are taken out of the cart all the same.</summary>
public sealed class BoughtLines(OrderDbContext db)
{
    /// <summary>Half as many as a cart remembers, so that none counts that it has heard of and forgotten.</summary>
    private const int OrdersAskedFor = 10;

    /// <param name="cart">Read before: what is confirmed in between is found here, and lies in the cart as it was read.</param>
    /// <param name="ct">The request's.</param>
    public Task<Bought> OfAsync(CartView cart, CancellationToken ct) => OfAsync(cart, twins: null, ct);

    /// <summary>The same, and keeps twins of the attempt waiting until the transaction ends (<see cref="OrderAnswers.WaitForTwinsAsync"/>).</summary>
    public Task<Bought> OfAsync(CartView cart, Attempt attempt, CancellationToken ct) => OfAsync(cart, OrderAnswers.TwinsOf(attempt), ct);

    private async Task<Bought> OfAsync(CartView cart, string? twins, CancellationToken ct)
    {
        if (cart.Id is not { } cartId)
        {
            return new Bought(0, null, null, []);
        }
        var isSaid = cart.OrdersTakenOut is not null; // a cart service of before does not say what it has heard of
        var takenOut = cart.OrdersTakenOut?.ToArray() ?? [];
        // One statement, so that nothing is decided between its parts: an order is undecided here, or its lines are, or its number is
        // taken when the next one wants it. The lock costs no round trip of its own, and without twins (NULL) is none. Who waited for
        // it reads what was there before; the unique indexes notice, and who is refused asks for the twin's answer after this.
        // Confirmed is what the history says, and orders are counted: instances of the release before write neither column.
        var rows = await db.Database.SqlQuery<Row>($"""
            SELECT last.sequence, undecided.id AS undecided, bought.order_id, bought.sku, bought.quantity, bought.cart_added_at
            FROM pg_advisory_xact_lock(hashtextextended({twins}::text, 0)) AS locked
            CROSS JOIN (SELECT greatest(coalesce(max(cart_sequence), 0), count(*)::int) AS sequence FROM orders WHERE cart_id = {cartId}) AS last
            LEFT JOIN (SELECT id FROM orders WHERE cart_id = {cartId} AND status = 'Placed') AS undecided ON true
            LEFT JOIN (
              SELECT line.order_id, line.sku, line.quantity, line.cart_added_at, recent.at
              FROM (SELECT o.id, confirmed.at FROM orders AS o
                JOIN order_history AS confirmed ON confirmed.order_id = o.id AND confirmed.status = 'Confirmed'
                WHERE o.cart_id = {cartId} ORDER BY confirmed.at DESC LIMIT {OrdersAskedFor}) AS recent
              JOIN order_lines AS line ON line.order_id = recent.id
              WHERE {isSaid} AND recent.id <> ALL ({takenOut})) AS bought ON true
            ORDER BY bought.at DESC
            """).ToListAsync(ct);
        return new Bought(rows[0].Sequence, rows[0].Undecided, rows[0].OrderId,
            [.. rows.Where(row => row.Sku is not null).Select(row => new Bought.Line(row.Sku!, row.Quantity!.Value, row.CartAddedAt))]);
    }

    private sealed record Row(int Sequence, Guid? Undecided, Guid? OrderId, string? Sku, int? Quantity, DateTimeOffset? CartAddedAt);
}
