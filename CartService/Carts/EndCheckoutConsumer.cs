using Avanii.Cart.Data;
using Avanii.Orders.Contracts;
using MassTransit;

namespace Avanii.Cart;

/// <summary>The order came to nothing: the cart stays whole, and ordering it again is a new attempt with a key of its own.</summary>
public sealed class EndCheckoutConsumer(CartDbContext db)
    : IConsumer<OrderRejected>, IConsumer<OrderCancelled>, IConsumer<OrderExpired>
{
    public Task Consume(ConsumeContext<OrderRejected> context) => EndAsync(context.Message.CartId, context.Message.CheckoutId, context.CancellationToken);

    public Task Consume(ConsumeContext<OrderCancelled> context) => EndAsync(context.Message.CartId, context.Message.CheckoutId, context.CancellationToken);

    public Task Consume(ConsumeContext<OrderExpired> context) => EndAsync(context.Message.CartId, context.Message.CheckoutId, context.CancellationToken);

    private async Task EndAsync(Guid cartId, Guid checkoutId, CancellationToken ct) =>
        (await db.LockCartAsync(cartId, ct))?.EndCheckout(checkoutId);
}
