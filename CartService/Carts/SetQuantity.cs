using System.Security.Claims;
using Avanii.Cart.Contracts;
using Avanii.Cart.Data;
using Avanii.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Avanii.Cart;

public static class SetQuantity
{
    public static async Task<Results<Ok<CartView>, ProblemHttpResult>> Handle(
        string sku, SetQuantityRequest request, ClaimsPrincipal user, CartDbContext db, CartViews views, TimeProvider clock, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var cart = await db.LockCartAsync(user.GetSubject(), ct);
        if (cart?.Find(sku) is not { } item)
        {
            return CartProblems.NotInCart(sku);
        }
        if (request.Quantity > item.Quantity && !item.Variant.Orderable) // fewer is always possible
        {
            return CartProblems.NotOrderable(item.Variant);
        }
        cart.SetQuantity(item, request.Quantity, clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(views.Of(cart));
    }
}
