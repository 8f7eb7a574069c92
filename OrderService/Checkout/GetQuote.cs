using Avanii.Orders.Contracts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Avanii.Orders;

public static class GetQuote
{
    public static async Task<Results<Ok<CheckoutQuote>, ProblemHttpResult>> Handle(
        CartClient carts, BoughtLines boughtLines, Quotes quotes, HttpResponse response, CancellationToken ct)
    {
        try
        {
            var cart = await carts.GetCartAsync(ct);
            var bought = await boughtLines.OfAsync(cart, ct);
            return quotes.Of(cart, bought) is { } quote ? TypedResults.Ok(quote) : NothingToOrder(bought);
        }
        catch (CartAwayException)
        {
            return OrderProblems.CartAway(response);
        }
    }

    internal static ProblemHttpResult NothingToOrder(Bought bought) =>
        bought.NewestOrder is { } order ? OrderProblems.AlreadyOrdered(order) : OrderProblems.CartEmpty();
}
