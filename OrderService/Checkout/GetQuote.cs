using Avanii.Orders.Contracts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Avanii.Orders;

public static class GetQuote
{
    public static async Task<Results<Ok<CheckoutQuote>, ProblemHttpResult>> Handle(CartClient carts, Quotes quotes, HttpResponse response, CancellationToken ct)
    {
        try
        {
            return quotes.Of(await carts.GetCartAsync(ct)) is { } quote ? TypedResults.Ok(quote) : OrderProblems.CartEmpty();
        }
        catch (CartAwayException)
        {
            return OrderProblems.CartAway(response);
        }
    }
}
