using Avanii.Web.Accounts;
using Avanii.Web.BackInStock;
using Avanii.Web.Pages.Account;
using Avanii.Web.Security;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Avanii.Web.Pages.BackInStock;

public static class BackInStockEndpoints
{
    public static void MapBackInStock(this IEndpointRouteBuilder routes) =>
        // Its form stands on pages that may be cached for everybody, which carry no token.
        routes.MapPost("/back-in-stock/ask", Ask).DisableAntiforgery().RequireSameOrigin();

    private static async Task<RedirectHttpResult> Ask(
        [FromForm] string? slug, [FromForm] string? sku, [FromForm] string? email, HttpContext context, ShopperSession session, AskForLetter ask, CancellationToken ct)
    {
        var outcome = await ask.AskAsync(slug, sku, email, session.Account, context.ClientAddress(), ct);
        // The page says what came of it; the address stands in no address.
        var query = new QueryBuilder { { "said", outcome.ToString() } };
        if (slug is { Length: >= 1 and <= 200 } && sku is { Length: >= 1 and <= 40 })
        {
            query.Add("slug", slug);
            query.Add("variant", sku);
        }
        return TypedResults.LocalRedirect("/back-in-stock" + query);
    }
}
