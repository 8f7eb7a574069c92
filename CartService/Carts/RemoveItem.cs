using System.Security.Claims;
using Avanii.Cart.Contracts;
using Avanii.Cart.Data;
using Avanii.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Avanii.Cart;

public static class RemoveItem
{
    public static async Task<Ok<CartView>> Handle(
        string sku, ClaimsPrincipal user, CartDbContext db, CartViews views, TimeProvider clock, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.LockCartAsync(user.GetSubject(), ct) is not { } cart)
        {
            return TypedResults.Ok(views.Empty);
        }
        cart.Remove(sku, clock.GetUtcNow()); // asked twice, the second changes nothing
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(views.Of(cart));
    }
}
