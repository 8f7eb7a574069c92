using System.Security.Claims;
using Avanii.Cart.Contracts;
using Avanii.Cart.Data;
using Avanii.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Avanii.Cart;

public static class AddItem
{
    public static async Task<Results<Ok<CartView>, ProblemHttpResult>> Handle(
        AddItemRequest request, ClaimsPrincipal user, CartDbContext db, KnownVariants variants, CartViews views, TimeProvider clock, HttpResponse response, CancellationToken ct)
    {
        KnownVariant? variant;
        try
        {
            variant = await variants.FindAsync(request.Sku, ct); // before the transaction: it may have to ask another service
        }
        catch (CatalogueAwayException)
        {
            return CartProblems.CatalogueAway(response);
        }
        if (variant is null)
        {
            return CartProblems.UnknownSku(request.Sku);
        }
        if (!variant.Orderable)
        {
            return CartProblems.NotOrderable(variant);
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var cart = await db.LockOrCreateCartAsync(user.GetSubject(), clock.GetUtcNow(), ct);
        if (request.Quantity > cart.RoomFor(request.Sku))
        {
            return CartProblems.QuantityLimit(request.Sku, cart.RoomFor(request.Sku));
        }
        if (cart.IsFull && cart.Find(request.Sku) is null)
        {
            return CartProblems.CartFull();
        }
        cart.Add(variant, request.Quantity, clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(views.Of(cart));
    }
}
