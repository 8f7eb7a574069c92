using System.Text.Json;
using Avanii.Cart.Contracts;
using Avanii.Cart.Data;
using Avanii.Web.Contracts;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Cart;

/// <summary>Says what is kept of somebody who asked for it.</summary>
public sealed class CollectDataConsumer(CartDbContext db, CartViews views, WishlistViews wishlistViews) : IConsumer<AccountDataRequested>
{
    public async Task Consume(ConsumeContext<AccountDataRequested> context)
    {
        var request = context.Message;
        var cart = await db.Carts.AsNoTracking().Include(c => c.Items).ThenInclude(item => item.Variant)
            .SingleOrDefaultAsync(c => c.Subject == request.Subject, context.CancellationToken);
        var wishlist = await db.Wishlists.AsNoTracking().Include(w => w.Items).ThenInclude(item => item.Variant)
            .SingleOrDefaultAsync(w => w.Subject == request.Subject, context.CancellationToken);
        db.Enqueue($"data:{request.RequestId}", new CartDataCollected(
            request.RequestId,
            JsonSerializer.Serialize(cart is null ? views.Empty : views.Of(cart), JsonSerializerOptions.Web),
            JsonSerializer.Serialize(wishlist is null ? wishlistViews.Empty : wishlistViews.Of(wishlist), JsonSerializerOptions.Web)));
    }
}
