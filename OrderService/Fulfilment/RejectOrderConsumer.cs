using Avanii.Catalog.Contracts;
using Avanii.Orders.Data;
using MassTransit;

namespace Avanii.Orders;

/// <summary>The warehouse could not hold the order as it was placed: the order is over, and each line says what stood in its way.</summary>
public sealed class RejectOrderConsumer(OrderDbContext db, TimeProvider clock, ILogger<RejectOrderConsumer> logger) : IConsumer<StockRejected>
{
    public async Task Consume(ConsumeContext<StockRejected> context)
    {
        var order = await db.LockOrderAsync(context.Message.OrderId, context.CancellationToken)
            ?? throw new InvalidOperationException($"Stock was refused for order {context.Message.OrderId}, which does not exist.");
        try
        {
            if (order.Reject(context.Message.Lines, clock.GetUtcNow()))
            {
                db.AnnounceRejected(order);
            }
        }
        catch (IllegalOrderMoveException late)
        {
            logger.LogInformation("Stock was refused for order {OrderId} when it was {Status} already.", order.Id, late.From);
        }
    }
}
