using Avanii.Catalog.Data;
using Avanii.Orders.Contracts;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Avanii.Catalog.Stock;

/// <summary>Frees what is held for an order that has ended without being shipped.</summary>
public sealed class ReleaseStockConsumer(CatalogDbContext db, IOptions<StockOptions> options)
    : IConsumer<OrderRejected>, IConsumer<OrderCancelled>, IConsumer<OrderExpired>
{
    public Task Consume(ConsumeContext<OrderRejected> context) => ReleaseAsync(context.Message.OrderId, context.CancellationToken);

    public Task Consume(ConsumeContext<OrderCancelled> context) => ReleaseAsync(context.Message.OrderId, context.CancellationToken);

    public Task Consume(ConsumeContext<OrderExpired> context) => ReleaseAsync(context.Message.OrderId, context.CancellationToken);

    private async Task ReleaseAsync(Guid orderId, CancellationToken ct)
    {
        // Arriving before OrderPlaced, this leaves the tombstone that refuses the reservation.
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO order_decisions (order_id, outcome) VALUES ({orderId}, {nameof(OrderOutcome.Over)})
            ON CONFLICT (order_id) DO UPDATE SET outcome = excluded.outcome
            """, ct);
        var released = await db.Reservations.FromSql($"""
            UPDATE reservations SET state = {nameof(ReservationState.Released)}
            WHERE order_id = {orderId} AND state = {nameof(ReservationState.Held)}
            RETURNING *
            """).AsNoTracking().ToListAsync(ct);
        foreach (var line in released.OrderBy(r => r.Sku, StringComparer.Ordinal)) // the lock order of ReserveStockConsumer
        {
            await db.Stock.Where(s => s.Sku == line.Sku).ExecuteUpdateAsync(set => set.SetProperty(s => s.Held, s => s.Held - line.Quantity), ct);
        }
        await db.SettleBandsAsync([.. released.Select(r => r.Sku)], options.Value.LowThreshold, ct);
    }
}
