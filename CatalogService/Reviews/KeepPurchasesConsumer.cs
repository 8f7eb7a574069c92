using Avanii.Catalog.Data;
using Avanii.Orders.Contracts;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Catalog.Reviews;

/// <summary>Remembers which account was sent which products. Whichever event of an order comes first makes its row, and only a claim changes
/// whose it is afterwards: an event that was written before the claim names a guest, and guests are not kept.</summary>
public sealed class KeepPurchasesConsumer(CatalogDbContext db)
    : IConsumer<OrderShipped>, IConsumer<OrderDelivered>, IConsumer<OrderRefunded>, IConsumer<GuestOrdersClaimed>
{
    private const string Account = "account:";

    public async Task Consume(ConsumeContext<OrderShipped> context)
    {
        var (order, ct) = (context.Message, context.CancellationToken);
        await KeepOrderAsync(order.OrderId, order.Subject, ct);
        var skus = order.Lines.Select(line => line.Sku).ToArray();
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO bought_products (order_id, product_id)
            SELECT DISTINCT {order.OrderId}, product_id FROM variants WHERE sku = ANY ({skus})
            ON CONFLICT DO NOTHING
            """, ct);
    }

    /// <summary>Says nothing of the lines: of an order that was shipped before purchases were kept, they are where its units were held.</summary>
    public async Task Consume(ConsumeContext<OrderDelivered> context)
    {
        var (order, ct) = (context.Message, context.CancellationToken);
        await KeepOrderAsync(order.OrderId, order.Subject, ct);
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO bought_products (order_id, product_id)
            SELECT DISTINCT r.order_id, v.product_id FROM reservations AS r JOIN variants AS v ON v.sku = r.sku
            WHERE r.order_id = {order.OrderId} AND r.state <> 'Released'
            ON CONFLICT DO NOTHING
            """, ct);
    }

    public async Task Consume(ConsumeContext<OrderRefunded> context)
    {
        var (order, ct) = (context.Message, context.CancellationToken);
        if (order.WasShipped)
        {
            await KeepOrderAsync(order.OrderId, order.Subject, ct);
            await db.Database.ExecuteSqlAsync($"UPDATE bought_orders SET refunded_at = now() WHERE order_id = {order.OrderId} AND refunded_at IS NULL", ct);
        }
    }

    public Task Consume(ConsumeContext<GuestOrdersClaimed> context)
    {
        var (subject, ids) = (context.Message.Subject, context.Message.OrderIds.ToArray());
        return db.Database.ExecuteSqlAsync($"""
            INSERT INTO bought_orders (order_id, subject)
            SELECT DISTINCT id, {subject} FROM unnest({ids}) AS claimed(id)
            WHERE NOT EXISTS (SELECT FROM deleted_subjects AS deleted WHERE deleted.subject = {subject})
            ORDER BY id
            ON CONFLICT (order_id) DO UPDATE SET subject = excluded.subject
            """, context.CancellationToken);
    }

    private Task<int> KeepOrderAsync(Guid orderId, string subject, CancellationToken ct)
    {
        var account = subject.StartsWith(Account, StringComparison.Ordinal) ? subject : null;
        return db.Database.ExecuteSqlAsync($"""
            INSERT INTO bought_orders (order_id, subject)
            VALUES ({orderId}, (SELECT {account}::text WHERE NOT EXISTS (SELECT FROM deleted_subjects AS deleted WHERE deleted.subject = {account}::text)))
            ON CONFLICT DO NOTHING
            """, ct);
    }
}
