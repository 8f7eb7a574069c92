using Avanii.Cart.Data;
using Avanii.Orders.Contracts;
using MassTransit;

namespace Avanii.Cart;

/// <summary>Takes out of the cart what was bought, and nothing that was added since.</summary>
public sealed class TakeOutBoughtLinesConsumer(CartDbContext db, TimeProvider clock) : IConsumer<OrderConfirmed>
{
    public async Task Consume(ConsumeContext<OrderConfirmed> context)
    {
        var cart = await db.LockCartAsync(context.Message.CartId, context.CancellationToken);
        cart?.TakeOut(context.Message.OrderId, context.Message.Lines.Select(line => (line.Sku, line.Quantity, line.AddedAt)), clock.GetUtcNow());
    }
}
