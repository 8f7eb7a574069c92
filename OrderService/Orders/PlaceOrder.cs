using System.Security.Claims;
using Avanii.Cart.Contracts;
using Avanii.Orders.Contracts;
using Avanii.ServiceDefaults.Idempotency;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Avanii.Orders;

public static class PlaceOrder
{
    public static async Task<IResult> Handle(
        [FromHeader(Name = IdempotencyKey.Header)] string? idempotencyKey, PlaceOrderRequest request, ClaimsPrincipal user, HttpContext http,
        IOptions<CheckoutOptions> terms, OrderAnswers answers, CartClient carts, OrderPlacement placement, CancellationToken ct)
    {
        if (!IdempotencyKey.IsKey(idempotencyKey))
        {
            return OrderProblems.IdempotencyKeyMissing();
        }
        request = request.Trimmed();
        if (!terms.Value.Countries.Contains(request.Address.Country))
        {
            return OrderProblems.CountryNotDelivered(request.Address.Country);
        }
        var attempt = OrderAnswers.AttemptOf(user, idempotencyKey, request);
        // Before the cart is read: a repetition gets its answer also when the order's success has emptied the cart.
        if (await answers.FindAsync(attempt, ct) is { } answer)
        {
            return answer;
        }
        CartView cart;
        try
        {
            cart = await carts.GetCartAsync(ct); // no transaction is open while another service is asked
        }
        catch (CartAwayException)
        {
            return await placement.RefuseAsync(attempt, () => OrderProblems.CartAway(http.Response), ct);
        }
        return await placement.PlaceAsync(attempt, request, cart, RequestCulture.Of(http.Request), ct);
    }

    private static PlaceOrderRequest Trimmed(this PlaceOrderRequest request) => request with
    {
        Contact = new OrderContact(request.Contact.Email.Trim(), request.Contact.Phone.TrimToNull()),
        Address = new DeliveryAddress(
            request.Address.Name.Trim(), request.Address.Street.Trim(), request.Address.Extra.TrimToNull(),
            request.Address.PostalCode.Trim(), request.Address.City.Trim(), request.Address.Country),
        Note = request.Note.TrimToNull(),
        Seen = request.Seen is { } seen ? seen with { Lines = [.. seen.Lines.OfType<SeenPrices.Line>()] } : null, // null is no line
    };

    private static string? TrimToNull(this string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
