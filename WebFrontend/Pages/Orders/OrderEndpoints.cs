using Avanii.Web.Accounts;
using Avanii.Web.Clients;
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
    private static async Task<IResult> Cancel(Guid id, [FromForm] bool? really, OrderClient orders, CancellationToken ct)
    {
        var order = await orders.CancelAsync(id, ct);
        return TypedResults.LocalRedirect(order switch
        {
            { Value: not null } => $"/orders/{id}",
            { IsAway: true } => $"/orders/{id}?problem=away",
            _ => $"/orders/{id}?problem=not-cancelled", // somebody else's: the page behind it is a 404
        });
    }
}
