using Avanii.Catalog.Contracts;
using Avanii.Orders.Data;
using MassTransit;
using Microsoft.Extensions.Options;

namespace Avanii.Orders;

/// <summary>The warehouse holds every line: the order is confirmed.</summary>
public sealed class ConfirmOrderConsumer(
    OrderDbContext db, IOptions<FulfilmentOptions> options, TimeProvider clock, ILogger<ConfirmOrderConsumer> logger) : IConsumer<StockReserved>
{
    public async Task Consume(ConsumeContext<StockReserved> context)
    {
        var order = await db.LockOrderAsync(context.Message.OrderId, context.CancellationToken)
            ?? throw new InvalidOperationException($"Stock is held for order {context.Message.OrderId}, which does not exist.");
        try
        {
            if (order.Confirm(context.Message.Lines, clock.GetUtcNow(), options.Value.PayWithin(order.PaymentMethod)))
            {
                db.AnnounceConfirmed(order);
            }
        }
        catch (IllegalOrderMoveException late)
        {
            // Nothing to compensate here: the event by which the order ended releases what is held for it, in whatever order they arrive.
            logger.LogInformation("Stock was held for order {OrderId} when it was {Status} already.", order.Id, late.From);
        }
    }
}
