using System.Security.Claims;
using Avanii.Cart.Contracts;
using Avanii.Cart.Data;
using Avanii.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Avanii.Cart;

public static class PutWish
{
    public static async Task<Results<Ok<WishlistSkus>, ProblemHttpResult>> Handle(
        string sku, ClaimsPrincipal user, CartDbContext db, KnownVariants variants, TimeProvider clock, HttpResponse response, CancellationToken ct)
    {
        if (sku.Length > CartLimits.MaxSkuLength || !sku.All(c => c is >= '!' and <= '~'))
        {
            return CartProblems.UnknownSku(sku);
        }
        var variant = await variants.ReadAsync(sku, ct);
        if (variants.MustAsk(variant)) // another service, so no lock is held
        {
            try
            {
                await variants.AskAsync(sku, variant, ct);
            }
            catch (CatalogueAwayException)
            {
                return CartProblems.CatalogueAway(response);
            }
            db.ChangeTracker.Clear();
            variant = await variants.ReadAsync(sku, ct);
        }
        if (variant is null or { IsComplete: false, Retired: false }) // the catalogue has none, whatever was heard of it once
        {
            return CartProblems.UnknownSku(sku);
        }
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var list = await db.LockWishlistAsync(user.GetSubject(), ct);
        if (list?.Has(sku) != true) // which is as it should be, whatever became of the article
        {
            if (variant.Retired) // sold out it may be: that is what one wishes for
            {
                return CartProblems.NotOrderable(variant);
            }
            list ??= await db.LockOrCreateWishlistAsync(user.GetSubject(), clock.GetUtcNow(), ct);
            if (list.IsFull && !list.Has(sku))
            {
                return WishlistProblems.Full();
            }
            list.Add(sku, clock.GetUtcNow());
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
        return TypedResults.Ok(WishlistViews.Skus(list));
    }
}
