using Avanii.Cart.Contracts;
using Avanii.Web.Accounts;
using Avanii.Web.Clients;
using Avanii.Web.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Avanii.Web.Pages.Wishlist;

/// <summary>What the hearts and the forms of the wishlist post to. Each ends in a redirect, so a reload repeats nothing.</summary>
public static class WishlistEndpoints
{
    private const string WishlistPath = "/wishlist";

    public static void MapWishlist(this IEndpointRouteBuilder routes)
    {
        // Hearts stand on pages that may be cached for everybody, which carry no token.
        routes.MapPost("/wishlist/items", Toggle).DisableAntiforgery().RequireSameOrigin();
        routes.MapPost("/wishlist/share", Share);
        routes.MapPost("/wishlist/withdraw", Withdraw);
    }

    private static async Task<RedirectHttpResult> Toggle(
        [FromForm] string? sku, [FromForm] string? remove, [FromForm] string? returnTo, ShopperSession session, WishlistClient lists, CancellationToken ct)
    {
        var back = LocalPath.Or(returnTo, WishlistPath);
        if (sku is not { Length: >= 1 and <= CartLimits.MaxSkuLength })
        {
            return Problem("unknown-sku");
        }
        if (remove == "true")
        {
            var removed = session.Subject is null ? null : await lists.RemoveAsync(sku, ct);
            return removed is { Value: null } ? Problem(Name(removed.Problem)) : TypedResults.LocalRedirect(back);
        }
        session.EnsureSubject(); // from here on there is something to remember
        var put = await lists.PutAsync(sku, ct);
        return put.Value is null ? Problem(Name(put.Problem)) : TypedResults.LocalRedirect(back);
    }

    private static async Task<RedirectHttpResult> Share([FromForm] string? name, ShopperSession session, WishlistClient lists, CancellationToken ct)
    {
        if (session.Subject is null)
        {
            return TypedResults.LocalRedirect(WishlistPath); // the browser has forgotten who it was
        }
        if (name is { Length: > WishlistLimits.MaxNameLength } || name?.Any(char.IsControl) == true)
        {
            return Problem("name");
        }
        var shared = await lists.ShareAsync(name, ct);
        return shared.Value is null ? Problem(Name(shared.Problem)) : TypedResults.LocalRedirect(WishlistPath);
    }

    // The form field makes the endpoint one that takes forms, and so one that checks the antiforgery token.
    private static async Task<RedirectHttpResult> Withdraw([FromForm] bool? really, ShopperSession session, WishlistClient lists, CancellationToken ct)
    {
        var withdrawn = session.Subject is null ? null : await lists.WithdrawAsync(ct);
        return withdrawn is { Value: null } ? Problem(Name(withdrawn.Problem)) : TypedResults.LocalRedirect(WishlistPath);
    }

    private static string Name(Problem? problem) => problem is null ? "away" : problem.Name.Length > 0 ? problem.Name : "refused";

    // Said on the list's own page, whichever page the heart stood on: only that one has words for it.
    private static RedirectHttpResult Problem(string name) => TypedResults.LocalRedirect($"{WishlistPath}?problem={WishlistNotice.Prefix}{Uri.EscapeDataString(name)}");
}
