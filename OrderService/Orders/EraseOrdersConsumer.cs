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
        await db.Database.ExecuteSqlAsync($"DELETE FROM idempotency_keys WHERE subject = {deleted.Subject}", ct);
        await db.EraseOrdersAsync(ErasureSweeper.BatchSize, ct);
    }
}
