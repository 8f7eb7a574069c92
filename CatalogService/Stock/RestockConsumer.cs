using Avanii.Catalog.Data;
using Avanii.Orders.Contracts;
using MassTransit;
using Microsoft.Extensions.Options;

namespace Avanii.Catalog.Stock;

/// <summary>What a refund means for the stock: goods that came back whole are on sale again, and goods that never left are no longer
/// held.</summary>
public sealed class RestockConsumer(CatalogDbContext db, IOptions<StockOptions> options) : IConsumer<OrderRefunded>
{
    public async Task Consume(ConsumeContext<OrderRefunded> context)
    {
        var ct = context.CancellationToken;
        await db.SettleBandsAsync(await MoveAsync(context.Message, ct), options.Value.LowThreshold, ct);
    }

    private async Task<IReadOnlyList<string>> MoveAsync(OrderRefunded order, CancellationToken ct)
    {
        if (!order.WasShipped)
        {
            return await db.ReleaseAsync(order.OrderId, ct);
        }
        if (!order.Restock)
        {
            return [];
        }
        // OrderShipped may still be on its way, and will find done what it says.
        await db.SellAsync(order.OrderId, order.Lines.Select(line => (line.Sku, line.Quantity, line.UnitPrice)), ct);
        return await db.ReturnAsync(order.OrderId, ct);
    }
}
