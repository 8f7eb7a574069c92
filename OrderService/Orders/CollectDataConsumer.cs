using System.Text.Json;
using Avanii.Orders.Contracts;
using Avanii.Orders.Data;
using Avanii.Web.Contracts;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Orders;

/// <summary>Says what is kept of somebody who asked for it.</summary>
public sealed class CollectDataConsumer(OrderDbContext db) : IConsumer<AccountDataRequested>
{
    public async Task Consume(ConsumeContext<AccountDataRequested> context)
    {
        var request = context.Message;
        var orders = await db.Orders.AsNoTracking().AsSplitQuery().Include(o => o.Lines).Include(o => o.History).Include(o => o.Payments)
            .Where(o => o.Subject == request.Subject).OrderByDescending(o => o.PlacedAt).ThenByDescending(o => o.Id).ToListAsync(context.CancellationToken);
        db.Enqueue($"data:{request.RequestId}", new OrderDataCollected(
            request.RequestId, JsonSerializer.Serialize(orders.Select(o => o.ToView()), JsonSerializerOptions.Web)));
    }
}
