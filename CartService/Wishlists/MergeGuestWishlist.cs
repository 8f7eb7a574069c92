using System.Security.Claims;
using Avanii.Cart.Contracts;
using Avanii.Cart.Data;
using Avanii.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Cart;

public static class MergeGuestWishlist
{
    public static async Task<Results<Ok<WishlistSkus>, ProblemHttpResult>> Handle(
        MergeGuestWishlistRequest request, ClaimsPrincipal user, TokenReader tokens, CartDbContext db, TimeProvider clock, CancellationToken ct)
    {
        if (await tokens.ReadAsync(request.GuestToken, ct) is not { } guest || !guest.IsInRole(Roles.Guest))
        {
            return CartProblems.BadGuestToken();
        }
        var (subject, guestSubject) = (user.GetSubject(), guest.GetSubject());
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // The account's first, then the guest's, as with carts: nobody waits in a circle. A twin waits here, and finds the guest's list gone.
        var isFilled = await db.WishlistItems.AnyAsync(item => db.Wishlists.Any(w => w.Id == item.WishlistId && w.Subject == guestSubject), ct);
        var list = isFilled ? await db.LockOrCreateWishlistAsync(subject, clock.GetUtcNow(), ct) : await db.LockWishlistAsync(subject, ct);
        if (list is not null && await db.LockWishlistAsync(guestSubject, ct) is { Items.Count: > 0 } guests)
        {
            list.Merge(guests, clock.GetUtcNow());
            await db.Wishlists.Where(w => w.Id == guests.Id).ExecuteDeleteAsync(ct); // before its link becomes the other one's
            db.Entry(guests).State = EntityState.Detached;
            await db.SaveChangesAsync(ct);
        }
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(WishlistViews.Skus(list));
    }
}
