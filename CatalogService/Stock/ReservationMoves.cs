using Avanii.Catalog.Data;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Catalog.Stock;

/// <summary>What can become of a reservation: held, then sold or released; sold, then returned. Each move is an update that names the
/// state it expects, so that a fact that is repeated or comes too late moves nothing, in whatever order facts arrive. All of them
/// lock the order's decision first, then its reservations, then stock in SKU order, and run in the inbox's transaction.</summary>
internal static class ReservationMoves
{
    /// <summary>The order has ended without being shipped: what is held for it is free. Arriving before OrderPlaced, this leaves the
    /// tombstone that refuses the reservation; arriving after the sale, it moves nothing.</summary>
    /// <returns>The SKUs that have moved.</returns>
    public static async Task<IReadOnlyList<string>> ReleaseAsync(this CatalogDbContext db, Guid orderId, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO order_decisions (order_id, outcome) VALUES ({orderId}, {nameof(OrderOutcome.Over)})
            ON CONFLICT (order_id) DO UPDATE SET outcome = excluded.outcome
            """, ct);
        var released = await db.MoveAsync(orderId, ReservationState.Held, ReservationState.Released, ct);
        foreach (var line in released)
        {
            await db.Stock.Where(s => s.Sku == line.Sku).ExecuteUpdateAsync(set => set.SetProperty(s => s.Held, s => s.Held - line.Quantity), ct);
        }
        return [.. released.Select(line => line.Sku)];
    }

    /// <summary>The goods have left the warehouse: held units are neither held nor there any more. Arriving before OrderPlaced, it
    /// holds them first, whatever their price is by now: what has left has left, and OrderPlaced will find it done.</summary>
    /// <returns>The SKUs that have moved.</returns>
    /// <exception cref="InvalidOperationException">The order was never heard of and its goods are not there: a person must look.</exception>
    public static async Task<IReadOnlyList<string>> SellAsync(
        this CatalogDbContext db, Guid orderId, IEnumerable<(string Sku, int Quantity, decimal UnitPrice)> lines, CancellationToken ct)
    {
        // Whoever is answering OrderPlaced, or releasing, at this moment makes this wait for the outcome.
        var first = await db.Database.ExecuteSqlAsync(
            $"INSERT INTO order_decisions (order_id, outcome) VALUES ({orderId}, {nameof(OrderOutcome.Reserved)}) ON CONFLICT DO NOTHING", ct);
        if (first == 1)
        {
            await db.HoldUnheardOfAsync(orderId, lines, ct);
        }
        var sold = await db.MoveAsync(orderId, ReservationState.Held, ReservationState.Sold, ct);
        foreach (var line in sold)
        {
            await db.Stock.Where(s => s.Sku == line.Sku).ExecuteUpdateAsync(
                set => set.SetProperty(s => s.OnHand, s => s.OnHand - line.Quantity).SetProperty(s => s.Held, s => s.Held - line.Quantity), ct);
        }
        return [.. sold.Select(line => line.Sku)];
    }

    /// <summary>Sold goods are back in the warehouse and can be sold again.</summary>
    /// <returns>The SKUs that have moved.</returns>
    public static async Task<IReadOnlyList<string>> ReturnAsync(this CatalogDbContext db, Guid orderId, CancellationToken ct)
    {
        var returned = await db.MoveAsync(orderId, ReservationState.Sold, ReservationState.Returned, ct);
        foreach (var line in returned)
        {
            await db.Stock.Where(s => s.Sku == line.Sku).ExecuteUpdateAsync(set => set.SetProperty(s => s.OnHand, s => s.OnHand + line.Quantity), ct);
        }
        return [.. returned.Select(line => line.Sku)];
    }

    /// <returns>Those that have moved, in the lock order of stock.</returns>
    private static async Task<List<Reservation>> MoveAsync(
        this CatalogDbContext db, Guid orderId, ReservationState from, ReservationState to, CancellationToken ct)
    {
        var moved = await db.Reservations.FromSql($"""
            UPDATE reservations SET state = {to.ToString()}
            WHERE order_id = {orderId} AND state = {from.ToString()}
            RETURNING *
            """).AsNoTracking().ToListAsync(ct);
        return [.. moved.OrderBy(line => line.Sku, StringComparer.Ordinal)];
    }

    private static async Task HoldUnheardOfAsync(
        this CatalogDbContext db, Guid orderId, IEnumerable<(string Sku, int Quantity, decimal UnitPrice)> lines, CancellationToken ct)
    {
        foreach (var (sku, quantity, unitPrice) in lines.OrderBy(line => line.Sku, StringComparer.Ordinal))
        {
            var held = await db.Stock.Where(s => s.Sku == sku && s.OnHand - s.Held >= quantity)
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.Held, s => s.Held + quantity), ct);
            if (held == 0)
            {
                throw new InvalidOperationException($"Order {orderId}, of which nothing was held, was shipped with {quantity} units of {sku}, which are not there.");
            }
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO reservations (order_id, sku, quantity, unit_price, state)
                VALUES ({orderId}, {sku}, {quantity}, {unitPrice}, {nameof(ReservationState.Held)})
                """, ct);
        }
    }
}
