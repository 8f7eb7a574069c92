using Avanii.Web.Accounts;
using Avanii.Web.Clients;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;

namespace Avanii.Web.Pages.Orders;

public static class OrderEndpoints
{
    public static void MapOrders(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/orders/{id:guid}/cancel", Cancel);
        routes.MapPost("/orders/claim", Claim);
    }

    private static async Task<IResult> Claim([FromForm] bool? really, ShopperSession session, OrderClient orders, CancellationToken ct)
    {
        if (session.Account is null)
        {
            return TypedResults.LocalRedirect("/account/sign-in?returnTo=/orders");
        }
        var claimed = await orders.ClaimAsync(await session.GetAddressTokenAsync(ct), ct);
        return TypedResults.LocalRedirect(claimed.Value is null ? "/orders?problem=not-claimed" : "/orders");
    }

    // The form field makes the endpoint one that takes forms, and so one that checks the antiforgery token.
    private static async Task<IResult> Cancel(Guid id, [FromForm] string? key, OrderClient orders, OrderLink link, CancellationToken ct)
    {
        var guest = link.Open(id, key);
        var order = await orders.CancelAsync(id, ct, guest);
        var problem = order switch
        {
            { Value: not null } => null,
            { IsAway: true } => "away",
            _ => "not-cancelled", // somebody else's: the page behind it is a 404
        };
        var query = new QueryBuilder();
        if (guest is not null)
        {
            query.Add("key", key!);
        }
        if (problem is not null)
        {
            query.Add("problem", problem);
        }
        return TypedResults.LocalRedirect($"/orders/{id}{query}");
    }
}
