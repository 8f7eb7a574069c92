using Avanii.Cart.Contracts;

namespace Avanii.Orders;

/// <summary>The cart cannot be read at this moment.</summary>
public sealed class CartAwayException(Exception cause) : Exception("The cart does not answer.", cause);

/// <summary>Reads the cart of the shopper whose request is being served, with the token of that request.</summary>
public sealed class CartClient(HttpClient http)
{
    /// <exception cref="CartAwayException">CartService does not answer, or not with a cart.</exception>
    public async Task<CartView> GetCartAsync(CancellationToken ct)
    {
        try
        {
            return await http.GetFromJsonAsync<CartView>("/cart", ct) ?? throw new HttpRequestException("The answer was empty.");
        }
        // Whatever it is (refused, timed out, circuit open, an answer that is none), for the shopper it is one and the same.
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            throw new CartAwayException(e);
        }
    }
}
