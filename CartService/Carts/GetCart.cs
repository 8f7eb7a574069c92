using System.Security.Claims;
using Avanii.Cart.Contracts;
using Avanii.Cart.Data;
using Avanii.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Cart;

public static class GetCart
{
    public static async Task<Ok<CartView>> Handle(ClaimsPrincipal user, CartDbContext db, KnownVariants variants, CartViews views, CancellationToken ct)
    {
        var subject = user.GetSubject();
        var cart = await ReadAsync();
        var doubtful = cart?.Items.Select(item => item.Variant).Where(variant => variants.MustAsk(variant)).ToList() ?? [];
        if (doubtful.Count > 0 && await variants.AskAgainAsync(doubtful, ct))
        {
            cart = await ReadAsync();
        }
        return TypedResults.Ok(cart is null ? views.Empty : views.Of(cart)); // looking makes no cart

        Task<Cart?> ReadAsync() => db.Carts.AsNoTracking().Include(c => c.Items).ThenInclude(item => item.Variant)
            .SingleOrDefaultAsync(c => c.Subject == subject, ct);
    }
}
