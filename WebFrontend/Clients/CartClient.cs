using Avanii.Cart.Contracts;

namespace Avanii.Web.Clients;

/// <summary>The shopper's cart, through the gateway; each change is answered with the cart that came of it.</summary>
public sealed class CartClient(HttpClient http)
{
    public Task<Answer<CartView>> ReadAsync(CancellationToken ct) => http.AskAsync<CartView>("/api/cart", ct);

    /// <param name="idempotencyKey">One for each press of the button: sent again where no answer came, it adds once.</param>
    public Task<Answer<CartView>> AddAsync(string idempotencyKey, AddItemRequest item, CancellationToken ct) =>
        http.AskOnceAsync<CartView>(idempotencyKey, "/api/cart/items", item, ct);

    public Task<Answer<CartView>> SetQuantityAsync(string sku, SetQuantityRequest quantity, CancellationToken ct) =>
        http.AskAsync<CartView>(HttpMethod.Put, Line(sku), quantity, ct);

    public Task<Answer<CartView>> RemoveAsync(string sku, CancellationToken ct) =>
        http.AskAsync<CartView>(HttpMethod.Delete, Line(sku), null, ct);

    /// <summary>Puts a guest's cart into the account's; done again, it changes nothing.</summary>
    /// <param name="guestToken">The guest's own.</param>
    public Task<Answer<CartView>> MergeAsync(string guestToken, CancellationToken ct) =>
        http.AskAsync<CartView>(HttpMethod.Post, "/api/cart/merge", new MergeGuestCartRequest(guestToken), ct);

    private static string Line(string sku) => "/api/cart/items/" + Uri.EscapeDataString(sku);
}
