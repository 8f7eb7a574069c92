using System.Security.Claims;
using Avanii.Cart.Contracts;
using Avanii.Cart.Data;
using Avanii.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Avanii.Cart;

public static class SetQuantity
{
    public static async Task<Results<Ok<CartView>, ProblemHttpResult>> Handle(
        string sku, SetQuantityRequest request, ClaimsPrincipal user, CartDbContext db, KnownVariants variants, CartViews views, TimeProvider clock,
        CancellationToken ct)
    {
        for (var asked = false; ; asked = true)
        {
            KnownVariant variant;
            await using (var transaction = await db.Database.BeginTransactionAsync(ct))
            {
                var cart = await db.LockCartAsync(user.GetSubject(), ct);
                if (cart?.Find(sku) is not { } item)
                {
                    return CartProblems.NotInCart(sku);
                }
                variant = item.Variant;
                if (request.Quantity <= item.Quantity || variant.Orderable) // fewer is always possible
                {
                    cart.SetQuantity(item, request.Quantity, clock.GetUtcNow());
                    await db.SaveChangesAsync(ct);
                    await transaction.CommitAsync(ct);
                    return TypedResults.Ok(views.Of(cart));
                }
                if (asked || !KnownVariants.MayBeBack(variant))
                {
                    return CartProblems.NotOrderable(variant);
                }
            }
            db.ChangeTracker.Clear();
            await variants.AskAgainAsync([variant], ct); // another service, so no lock is held
        }
    }
}
