using System.Security.Claims;
using Avanii.Cart.Contracts;
using Avanii.Cart.Data;
using Avanii.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Cart;

public static class ShareWishlist
{
    public static async Task<Ok<WishlistShare>> Handle(
        ShareWishlistRequest request, ClaimsPrincipal user, CartDbContext db, TimeProvider clock, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var list = await db.LockOrCreateWishlistAsync(user.GetSubject(), clock.GetUtcNow(), ct);
        list.Share(string.IsNullOrWhiteSpace(request.Name) ? null : request.Name.Trim(), clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(new WishlistShare(list.ShareToken, list.Name));
    }

    public static async Task<Ok<WishlistShare>> HandleWithdraw(ClaimsPrincipal user, CartDbContext db, TimeProvider clock, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var list = await db.LockWishlistAsync(user.GetSubject(), ct);
        list?.Withdraw(clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(new WishlistShare(null, list?.Name));
    }

    /// <summary>For whoever has the link: the token is all that is asked for.</summary>
    public static async Task<Results<Ok<SharedWishlistView>, ProblemHttpResult>> HandleRead(string token, CartDbContext db, WishlistViews views, CancellationToken ct) =>
        Wishlist.IsToken(token) && await db.Wishlists.AsNoTracking().Include(w => w.Items).ThenInclude(item => item.Variant)
            .SingleOrDefaultAsync(w => w.ShareToken == token, ct) is { } list
            ? TypedResults.Ok(views.Shared(list))
            : WishlistProblems.NotShared();
}
