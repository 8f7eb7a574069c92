using System.Security.Claims;
using Avanii.Cart.Contracts;
using Avanii.Cart.Data;
using Avanii.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Avanii.Cart;

public static class RemoveWish
{
    public static async Task<Ok<WishlistSkus>> Handle(string sku, ClaimsPrincipal user, CartDbContext db, TimeProvider clock, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var list = await db.LockWishlistAsync(user.GetSubject(), ct);
        list?.Remove(sku, clock.GetUtcNow()); // asked twice, the second changes nothing
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(WishlistViews.Skus(list));
    }
}
