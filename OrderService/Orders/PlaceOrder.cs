using System.Security.Claims;
using Avanii.Orders.Contracts;
using Avanii.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Avanii.Orders;

public static class PlaceOrder
{
    public static async Task<IResult> Handle(
        [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey, PlaceOrderRequest request, ClaimsPrincipal user, HttpContext http,
        IOptions<CheckoutOptions> terms, StoredAnswers answers, CartClient carts, Quotes quotes, OrderPlacement placement, CancellationToken ct)
    {
        if (!StoredAnswer.IsKey(idempotencyKey))
        {
            return OrderProblems.IdempotencyKeyMissing();
        }
        request = request.Trimmed();
        if (!terms.Value.Countries.Contains(request.Address.Country))
        {
            return OrderProblems.CountryNotDelivered(request.Address.Country);
        }
        var attempt = new Attempt(user.GetSubject(), idempotencyKey, request);
        // Before the cart is read: a repetition gets its answer also when the order's success has emptied the cart.
        if (await answers.FindAsync(attempt, ct) is { } answer)
        {
            return answer;
        }
        CheckoutQuote? quote;
        try
        {
            quote = quotes.Of(await carts.GetCartAsync(ct)); // no transaction is open while another service is asked
        }
        catch (CartAwayException)
        {
            return OrderProblems.CartAway(http.Response);
        }
        if (Refuse(request, quote) is { } refusal)
        {
            // A twin may have ordered, and its success emptied the cart, since the key was looked up: its answer is this one's, too.
            return await answers.FindAsync(attempt, ct) ?? refusal;
        }
        return await placement.PlaceAsync(attempt, quote!, RequestCulture.Of(http.Request), ct);
    }

    private static ProblemHttpResult? Refuse(PlaceOrderRequest request, CheckoutQuote? quote)
    {
        if (quote is null)
        {
            return OrderProblems.CartEmpty();
        }
        return quote.CartVersion == request.CartVersion && quote.Total == request.Total ? null : OrderProblems.CartChanged(quote);
    }

    private static PlaceOrderRequest Trimmed(this PlaceOrderRequest request) => request with
    {
        Contact = new OrderContact(request.Contact.Email.Trim(), request.Contact.Phone.TrimToNull()),
        Address = new DeliveryAddress(
            request.Address.Name.Trim(), request.Address.Street.Trim(), request.Address.Extra.TrimToNull(),
            request.Address.PostalCode.Trim(), request.Address.City.Trim(), request.Address.Country),
        Note = request.Note.TrimToNull(),
    };

    private static string? TrimToNull(this string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
