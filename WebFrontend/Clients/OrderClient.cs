using System.Net.Http.Headers;
using Avanii.Orders.Contracts;

namespace Avanii.Web.Clients;

/// <summary>The shopper's orders, through the gateway.</summary>
public sealed class OrderClient(HttpClient http)
{
    public Task<Answer<CheckoutQuote>> QuoteAsync(CancellationToken ct) => http.AskAsync<CheckoutQuote>("/api/orders/quote", ct);

    public Task<Answer<DeliveryTerms>> DeliveryTermsAsync(CancellationToken ct) => http.AskAsync<DeliveryTerms>("/api/orders/delivery", ct);

    /// <param name="idempotencyKey">The cart's checkout id: sent twice, it makes one order and is answered with it twice.</param>
    public Task<Answer<OrderView>> PlaceAsync(string idempotencyKey, PlaceOrderRequest order, CancellationToken ct) =>
        http.AskOnceAsync<OrderView>(idempotencyKey, "/api/orders", order, ct);

    /// <param name="waitSeconds">How long the answer may be held back while the order is undecided.</param>
    /// <param name="guest">On whose behalf, when it is not who asks: they have shown the order's key.</param>
    public Task<Answer<OrderView>> OrderAsync(Guid id, int waitSeconds, CancellationToken ct, string? guest = null) =>
        http.AskAsync<OrderView>(new HttpRequestMessage(HttpMethod.Get, $"/api/orders/{id}?wait={waitSeconds}").OnBehalfOf(guest), ct);

    public Task<Answer<OrderPage>> MineAsync(string? cursor, CancellationToken ct) =>
        http.AskAsync<OrderPage>("/api/orders" + (string.IsNullOrEmpty(cursor) ? "" : "?cursor=" + Uri.EscapeDataString(cursor)), ct);

    /// <param name="guest">As for <see cref="OrderAsync"/>.</param>
    public Task<Answer<OrderView>> CancelAsync(Guid id, CancellationToken ct, string? guest = null) =>
        http.AskAsync<OrderView>(new HttpRequestMessage(HttpMethod.Post, $"/api/orders/{id}/cancel").OnBehalfOf(guest), ct);

    /// <param name="addressToken">The account's, with its address in it.</param>
    /// <returns>How many orders were placed as a guest with that address.</returns>
    public Task<Answer<GuestOrders>> ClaimableAsync(string addressToken, CancellationToken ct) => AskAsync(HttpMethod.Get, "/api/orders/claimable", addressToken, ct);

    /// <summary>Makes them the account's.</summary>
    public Task<Answer<GuestOrders>> ClaimAsync(string addressToken, CancellationToken ct) => AskAsync(HttpMethod.Post, "/api/orders/claim", addressToken, ct);

    private Task<Answer<GuestOrders>> AskAsync(HttpMethod method, string path, string token, CancellationToken ct) =>
        http.AskAsync<GuestOrders>(new HttpRequestMessage(method, path) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } }, ct);
}
