using Avanii.Cart.Contracts;
using Avanii.Catalog.Contracts;
using Avanii.Orders.Contracts;
using MassTransit;

namespace Avanii.Web.Accounts;

/// <summary>Puts together what the services have collected of somebody.</summary>
public sealed class KeepCollectedDataConsumer(DataExports exports)
    : IConsumer<CartDataCollected>, IConsumer<OrderDataCollected>, IConsumer<CatalogDataCollected>
{
    public Task Consume(ConsumeContext<CartDataCollected> context) => exports.KeepAsync(
        context.Message.RequestId, context.Message.Json, (export, part) => export.SealedCart = part, context.CancellationToken,
        context.Message.WishlistJson, (export, part) => export.SealedWishlist = part);

    public Task Consume(ConsumeContext<OrderDataCollected> context) => exports.KeepAsync(
        context.Message.RequestId, context.Message.Json, (export, part) => export.SealedOrders = part, context.CancellationToken);

    public Task Consume(ConsumeContext<CatalogDataCollected> context) => exports.KeepAsync(
        context.Message.RequestId, context.Message.Json, (export, part) => export.SealedCatalog = part, context.CancellationToken);
}
