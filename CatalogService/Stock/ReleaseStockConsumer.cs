using Avanii.Catalog.Data;
using Avanii.Orders.Contracts;
using MassTransit;
using Microsoft.Extensions.Options;

namespace Avanii.Catalog.Stock;

/// <summary>Frees what is held for an order that has ended without being shipped.</summary>
public sealed class ReleaseStockConsumer(CatalogDbContext db, IOptions<StockOptions> options)
    : IConsumer<OrderRejected>, IConsumer<OrderCancelled>, IConsumer<OrderExpired>
{
    public Task Consume(ConsumeContext<OrderRejected> context) => ReleaseAsync(context.Message.OrderId, context.CancellationToken);

    public Task Consume(ConsumeContext<OrderCancelled> context) => ReleaseAsync(context.Message.OrderId, context.CancellationToken);

    public Task Consume(ConsumeContext<OrderExpired> context) => ReleaseAsync(context.Message.OrderId, context.CancellationToken);

    private async Task ReleaseAsync(Guid orderId, CancellationToken ct) =>
        await db.SettleBandsAsync(await db.ReleaseAsync(orderId, ct), options.Value.LowThreshold, ct);
}
