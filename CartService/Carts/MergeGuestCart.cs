using System.Security.Claims;
using Avanii.Cart.Contracts;
using Avanii.Cart.Data;
using Avanii.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Cart;

public static class MergeGuestCart
{
    public static async Task<Results<Ok<CartView>, ProblemHttpResult>> Handle(
        MergeGuestCartRequest request, ClaimsPrincipal user, TokenReader tokens, CartDbContext db, CartViews views, TimeProvider clock, CancellationToken ct)
    {
        if (await tokens.ReadAsync(request.GuestToken, ct) is not { } guest || !guest.IsInRole(Roles.Guest))
        {
            return CartProblems.BadGuestToken();
        }
        var (subject, guestSubject) = (user.GetSubject(), guest.GetSubject());
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // The account's first, then the guest's: with one order for everybody nobody waits in a circle. A twin waits here, and finds the
        // guest's cart gone.
        var isFilled = await db.Items.AnyAsync(item => db.Carts.Any(c => c.Id == item.CartId && c.Subject == guestSubject), ct);
        var cart = isFilled ? await db.LockOrCreateCartAsync(subject, clock.GetUtcNow(), ct) : await db.LockCartAsync(subject, ct);
        if (cart is not null && await db.LockCartAsync(guestSubject, ct) is { Items.Count: > 0 } guests)
        {
            cart.Merge(guests, clock.GetUtcNow());
            // Gone and not only emptied: no later cart is taken for this one, and what was read of it before is known to be old.
            db.Carts.Remove(guests);
            await db.SaveChangesAsync(ct);
        }
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(cart is null ? views.Empty : views.Of(cart));
    }
}
