using System.Security.Claims;
using Avanii.Cart.Contracts;
using Avanii.Cart.Data;
using Avanii.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Cart;

public static class GetWishlist
{
    public static async Task<Ok<WishlistView>> Handle(ClaimsPrincipal user, CartDbContext db, KnownVariants variants, WishlistViews views, CancellationToken ct)
    {
        var subject = user.GetSubject();
        var list = await ReadAsync();
        // As many as a cart has lines at most: the catalogue answers for no more at once.
        var doubtful = list?.Items.Select(item => item.Variant).Where(variant => variants.MustAsk(variant)).Take(CartLimits.MaxLines).ToList() ?? [];
        if (doubtful.Count > 0 && await variants.AskAgainAsync(doubtful, ct))
        {
            list = await ReadAsync();
        }
        return TypedResults.Ok(list is null ? views.Empty : views.Of(list)); // looking makes no list

        Task<Wishlist?> ReadAsync() => db.Wishlists.AsNoTracking().Include(w => w.Items).ThenInclude(item => item.Variant)
            .SingleOrDefaultAsync(w => w.Subject == subject, ct);
    }

    public static async Task<Ok<WishlistSkus>> HandleSkus(ClaimsPrincipal user, CartDbContext db, CancellationToken ct)
    {
        var subject = user.GetSubject();
        return TypedResults.Ok(new WishlistSkus(await db.WishlistItems.Where(item => db.Wishlists.Any(w => w.Id == item.WishlistId && w.Subject == subject))
            .OrderByDescending(item => item.AddedAt).ThenBy(item => item.Sku).Select(item => item.Sku).ToListAsync(ct)));
    }
}
