using Avanii.Cart.Contracts;
using Avanii.Orders.Data;
using Avanii.ServiceDefaults.Idempotency;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Avanii.Orders;

/// <summary>What confirmed orders of a cart have bought and lies in it still, because the cart has not heard of them yet.</summary>
/// <param name="LastSequence">Of the cart's orders, 0 before the first.</param>
/// <param name="UndecidedOrder">The cart's order that waits for its outcome, or one of a guest's cart that was merged into it.</param>
/// <param name="NewestOrder">The one that was confirmed last of those that the cart has not heard of.</param>
/// <param name="SinceMerged">An order of the cart that this guest's cart was merged into since it was read: this one is no more.</param>
/// <param name="Lines">What was bought.</param>
public sealed record Bought(int LastSequence, Bought.Order? UndecidedOrder, Bought.Order? NewestOrder, Bought.Order? SinceMerged, IReadOnlyList<Bought.Line> Lines)
{
    /// <returns>So many units of the cart's line were bought. A line of the same SKU that was put in at another time is not the one that
    /// was bought, but one that came since; where either side does not know when, the SKU decides. Guests' lines that were merged into a
    /// line are part of it: of units that did not fit in then, more may be taken for bought than lie there, never fewer.</returns>
    /// <remarks>Both times are the cart's own and compared for equality only: no clocks of two services meet here, so that none that
    /// runs ahead or behind can lose a line that was added since, or leave one that was bought.</remarks>
    public int UnitsOf(CartLine line) => Lines
        .Where(bought => bought.Sku == line.Sku && (bought.AddedAt is null || line.AddedAt is not { } addedAt || bought.AddedAt == Orders.Order.AsKept(addedAt)
            || line.AlsoAddedAt?.Any(also => bought.AddedAt == Orders.Order.AsKept(also)) == true))
        .Sum(bought => bought.Quantity);

    /// <summary>An order, and whose it is: a guest's is not shown to the account that the guest has become.</summary>
    public sealed record Order(Guid Id, string Subject)
    {
        public Guid? IdFor(string subject) => subject == Subject ? Id : null;
    }

    public sealed record Line(string Sku, int Quantity, DateTimeOffset? AddedAt);
}

/// <summary>Finds it. An order that was cancelled or shipped since counts, too: its lines are taken out of the cart all the same.</summary>
public sealed class BoughtLines(OrderDbContext db)
{
    /// <summary>Half as many as a cart remembers, so that none counts that it has heard of and forgotten.</summary>
    private const int OrdersAskedFor = 10;

    /// <param name="cart">Read before: what is confirmed in between is found here, and lies in the cart as it was read.</param>
    /// <param name="ct">The request's.</param>
    public Task<Bought> OfAsync(CartView cart, CancellationToken ct) => OfAsync(cart, locks: [], ct);

    /// <summary>The same in a transaction, until whose end it keeps waiting whoever would order the same: twins of the attempt
    /// (<see cref="OrderAnswers.WaitForTwinsAsync"/>), and who orders this cart or one that was merged into it.</summary>
    public Task<Bought> OfAsync(CartView cart, Attempt attempt, CancellationToken ct) => OfAsync(
        // One order for everybody: nobody waits in a circle.
        cart, [OrderAnswers.TwinsOf(attempt), .. CartsOf(cart).Order().Select(id => $"cart {id}")], ct);

    private async Task<Bought> OfAsync(CartView cart, string[] locks, CancellationToken ct)
    {
        var carts = CartsOf(cart);
        if (carts.Length == 0)
        {
            return new Bought(0, null, null, null, []);
        }
        // In one round trip, but two statements: who waited for a lock then sees what was done meanwhile.
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            await using var batch = ((NpgsqlConnection)db.Database.GetDbConnection()).CreateBatch();
            if (locks.Length > 0)
            {
                batch.BatchCommands.Add(new("SELECT pg_advisory_xact_lock(hashtextextended(key, 0)) FROM unnest($1) AS key") { Parameters = { new() { Value = locks } } });
            }
            batch.BatchCommands.Add(new(Look)
            {
                Parameters =
                {
                    new() { Value = carts[0] },
                    new() { Value = carts },
                    new() { Value = cart.OrdersTakenOut is not null }, // a cart service of before does not say what it has heard of
                    new() { Value = cart.OrdersTakenOut?.ToArray() ?? [] },
                    new() { Value = OrdersAskedFor },
                },
            });
            await using var reader = await batch.ExecuteReaderAsync(ct);
            if (locks.Length > 0)
            {
                await reader.NextResultAsync(ct);
            }
            return await ReadAsync(reader, ct);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private static Guid[] CartsOf(CartView cart) => cart.Id is { } id ? [id, .. cart.MergedCarts ?? []] : [];

    // One statement, so that nothing is decided between its parts: an order is undecided here, or its lines are, or its number is
    // taken when the next one wants it. Confirmed is what the history says, and orders are counted: instances of a release before
    // write neither column. That an order was claimed stands in its history, too, and is the shopper's doing.
    private const string Look = """
        SELECT last.sequence, undecided.id, undecided.subject, since.id, since.subject,
          bought.order_id, bought.subject, bought.sku, bought.quantity, bought.cart_added_at
        FROM (SELECT greatest(coalesce(max(cart_sequence), 0), count(*)::int) AS sequence FROM orders WHERE cart_id = $1) AS last
        LEFT JOIN (SELECT id, subject FROM orders WHERE cart_id = ANY ($2) AND status = 'Placed' LIMIT 1) AS undecided ON true
        LEFT JOIN (SELECT id, subject FROM orders WHERE merged_carts @> ARRAY[$1] AND merged_carts <> '{}' LIMIT 1) AS since ON true
        LEFT JOIN (
          SELECT line.order_id, recent.subject, line.sku, line.quantity, line.cart_added_at, recent.at
          FROM (SELECT o.id, o.subject, confirmed.at FROM orders AS o
            JOIN order_history AS confirmed ON confirmed.order_id = o.id AND confirmed.status = 'Confirmed' AND confirmed.actor = 'catalogue'
            WHERE o.cart_id = ANY ($2) ORDER BY confirmed.at DESC LIMIT $5) AS recent
          JOIN order_lines AS line ON line.order_id = recent.id
          WHERE $3 AND recent.id <> ALL ($4)) AS bought ON true
        ORDER BY bought.at DESC
        """;

    private static async Task<Bought> ReadAsync(NpgsqlDataReader reader, CancellationToken ct)
    {
        Bought? bought = null;
        var lines = new List<Bought.Line>();
        while (await reader.ReadAsync(ct))
        {
            bought ??= new(reader.GetInt32(0), UndecidedOrder: OrderAt(1), NewestOrder: OrderAt(5), SinceMerged: OrderAt(3), lines);
            if (!reader.IsDBNull(7))
            {
                lines.Add(new(reader.GetString(7), reader.GetInt32(8), reader.IsDBNull(9) ? null : reader.GetFieldValue<DateTimeOffset>(9)));
            }
        }
        return bought!;

        Bought.Order? OrderAt(int column) => reader.IsDBNull(column) ? null : new(reader.GetGuid(column), reader.GetString(column + 1));
    }
}
