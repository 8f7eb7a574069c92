using Avanii.Cart.Data;
using Avanii.Orders.Contracts;
using MassTransit;

namespace Avanii.Cart;

/// <summary>The order came to nothing: the cart stays whole, and ordering it again is a new attempt with a key of its own.</summary>
public sealed class EndCheckoutConsumer(CartDbContext db, KnownVariants variants, TimeProvider clock)
    : IConsumer<OrderRejected>, IConsumer<OrderCancelled>, IConsumer<OrderExpired>
{
    public async Task Consume(ConsumeContext<OrderRejected> context)
    {
        var (order, ct) = (context.Message, context.CancellationToken);
        if (await EndAsync(order.CartId, order.CheckoutId, ct) is { } cart)
        {
            // The catalogue did not see it as the cart does: what it says now is news that was missed, or is late. Without asking,
            // the shopper would order at the old price again, and be rejected again.
            await variants.DoubtAsync(cart.Items.Select(item => item.Sku), clock.GetUtcNow(), ct);
        }
    }

    public Task Consume(ConsumeContext<OrderCancelled> context) => EndAsync(context.Message.CartId, context.Message.CheckoutId, context.CancellationToken);

    public Task Consume(ConsumeContext<OrderExpired> context) => EndAsync(context.Message.CartId, context.Message.CheckoutId, context.CancellationToken);

    private async Task<Cart?> EndAsync(Guid cartId, Guid checkoutId, CancellationToken ct)
    {
        var cart = await db.LockCartAsync(cartId, ct);
        cart?.EndCheckout(checkoutId);
        return cart;
    }
}
