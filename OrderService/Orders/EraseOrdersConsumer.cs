using Avanii.Orders.Data;
using Avanii.Web.Contracts;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Orders;

/// <summary>An account is no more: its orders that are over lose their names at once, the others when they are (<see cref="ErasureSweeper"/>).</summary>
public sealed class EraseOrdersConsumer(OrderDbContext db) : IConsumer<AccountDeleted>
{
    public async Task Consume(ConsumeContext<AccountDeleted> context)
    {
        var (deleted, ct) = (context.Message, context.CancellationToken);
        await db.Database.ExecuteSqlAsync(
            $"INSERT INTO deleted_subjects (subject, deleted_at) VALUES ({deleted.Subject}, {deleted.At}) ON CONFLICT DO NOTHING", ct);
        if (deleted.Email is { Length: > 0 } email)
        {
            // What they ordered as a guest becomes theirs first, as if they had claimed it (ClaimGuestOrders).
            await db.Database.ExecuteSqlAsync($"""
                UPDATE orders SET subject = {deleted.Subject} WHERE id IN (
                  SELECT id FROM orders WHERE subject LIKE 'guest:%' AND lower(contact_email COLLATE "C") = lower({email} COLLATE "C") ORDER BY id FOR UPDATE)
                """, ct);
        }
        await db.Database.ExecuteSqlAsync($"DELETE FROM idempotency_keys WHERE subject = {deleted.Subject}", ct);
        await db.EraseOrdersAsync(ErasureSweeper.BatchSize, ct);
    }
}
