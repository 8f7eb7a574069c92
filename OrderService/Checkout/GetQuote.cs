using System.Security.Claims;
using Avanii.Orders.Contracts;
using Avanii.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Avanii.Orders;

public static class GetQuote
{
    public static async Task<Results<Ok<CheckoutQuote>, ProblemHttpResult>> Handle(
        CartClient carts, ClaimsPrincipal user, BoughtLines boughtLines, Quotes quotes, HttpResponse response, CancellationToken ct)
    {
        try
        {
            var cart = await carts.GetCartAsync(ct);
            var bought = await boughtLines.OfAsync(cart, ct);
            return quotes.Of(cart, bought) is { } quote ? TypedResults.Ok(quote) : NothingToOrder(bought, user.GetSubject());
        }
        catch (CartAwayException)
        {
            return OrderProblems.CartAway(response);
        }
    }

    internal static ProblemHttpResult NothingToOrder(Bought bought, string subject) =>
        bought.NewestOrder is { } order ? OrderProblems.AlreadyOrdered(order.IdFor(subject)) : OrderProblems.CartEmpty();
}
