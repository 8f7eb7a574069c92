using Avanii.Catalog.Data;
using Avanii.Orders.Contracts;
using MassTransit;
using Microsoft.Extensions.Options;

namespace Avanii.Catalog.Stock;

/// <summary>The goods of a shipped order have left the warehouse: what was held for it is sold, now and not before.</summary>
public sealed class SellStockConsumer(CatalogDbContext db, IOptions<StockOptions> options) : IConsumer<OrderShipped>
{
    public async Task Consume(ConsumeContext<OrderShipped> context)
    {
        var (order, ct) = (context.Message, context.CancellationToken);
        var sold = await db.SellAsync(order.OrderId, order.Lines.Select(line => (line.Sku, line.Quantity, line.UnitPrice)), ct);
        await db.SettleBandsAsync(sold, options.Value.LowThreshold, ct);
    }
}
