using Avanii.Cart.Contracts;
using Avanii.Web.Accounts;
using Avanii.Web.Clients;
using Avanii.Web.Pages.Problems;
using Avanii.Web.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace Avanii.Web.Pages.Cart;

/// <summary>What the forms around the cart post to. Each ends in a redirect, so a reload repeats nothing.</summary>
public static class CartEndpoints
{
    private const string CartPath = "/cart";

    public static void MapCart(this IEndpointRouteBuilder routes)
    {
        // Its forms stand on pages that may be cached for everybody, which carry no token.
        routes.MapPost("/cart/items", Add).DisableAntiforgery().RequireSameOrigin();
        routes.MapGet("/cart/mini", ShowMini).DisableStatusPages();
        routes.MapPost("/cart/quantity", SetQuantity);
        routes.MapPost("/cart/remove", Remove);
    }

    // A piece of a page, for the script.
    private static RazorComponentResult<MiniCart> ShowMini(HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        return new RazorComponentResult<MiniCart>();
    }

    private static async Task<IResult> Add([FromForm] string? sku, [FromForm] string? quantity, [FromForm] string? returnTo, [FromForm] string? seen, ShopperSession session, CartClient carts, CancellationToken ct)
    {
        var back = LocalPath.Or(returnTo, CartPath);
        if (!IsSku(sku))
        {
            return Back(back, "unknown-sku");
        }
        if (!TryReadQuantity(quantity ?? "1", out var units) || units < 1)
        {
            return Back(back, "quantity");
        }
        session.EnsureSubject(); // from here on there is something to remember
        var cart = await carts.AddAsync(Guid.CreateVersion7().ToString(), new AddItemRequest(sku, units, ReadVersion(seen)), ct);
        return cart.Value is null ? Back(back, Name(cart)) : TypedResults.LocalRedirect(QueryHelpers.AddQueryString(CartPath, "added", sku));
    }

    private static async Task<IResult> SetQuantity([FromForm] string? sku, [FromForm] string? quantity, [FromForm] string? step, CartClient carts, CancellationToken ct)
    {
        if (!IsSku(sku))
        {
            return Back(CartPath, "unknown-sku");
        }
        // The buttons beside the number send how far to step from it.
        if (!TryReadQuantity(quantity, out var units) || (step is not (null or "1" or "-1")))
        {
            return Back(CartPath, "quantity");
        }
        units += step switch { "1" => 1, "-1" => -1, _ => 0 };
        if (units == 0)
        {
            return await Remove(sku, carts, ct);
        }
        if (units is < 1 or > CartLimits.MaxQuantity)
        {
            return Back(CartPath, units < 1 ? "quantity" : "quantity-limit");
        }
        var cart = await carts.SetQuantityAsync(sku, new SetQuantityRequest(units), ct);
        return cart.Value is null ? Back(CartPath, Name(cart)) : TypedResults.LocalRedirect(CartPath);
    }

    private static async Task<IResult> Remove([FromForm] string? sku, CartClient carts, CancellationToken ct)
    {
        if (!IsSku(sku))
        {
            return Back(CartPath, "unknown-sku");
        }
        var cart = await carts.RemoveAsync(sku, ct);
        // Missing: another tab took it out before.
        return cart.Value is null && !cart.IsMissing ? Back(CartPath, Name(cart)) : TypedResults.LocalRedirect(CartPath);
    }

    private static bool IsSku([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] string? sku) => sku is { Length: >= 1 and <= CartLimits.MaxSkuLength };

    private static bool TryReadQuantity(string? text, out int units) =>
        int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out units) && units <= CartLimits.MaxQuantity + 1;

    private static long? ReadVersion(string? text) =>
        long.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var version) ? version : null;

    private static string Name(Answer<CartView> refused) => refused.Problem is { } problem
        ? problem.Name.Length > 0 ? problem.Name : "refused"
        : "away";

    private static RedirectHttpResult Back(string path, string problem) => TypedResults.LocalRedirect(QueryHelpers.AddQueryString(path, "problem", problem));
}
