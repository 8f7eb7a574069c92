using Avanii.Cart.Contracts;

namespace Avanii.Web.Clients;

/// <summary>The shopper's wishlist, through the gateway. Each change can be sent again: done twice it is done once.</summary>
public sealed class WishlistClient(HttpClient http)
{
    public Task<Answer<WishlistView>> ReadAsync(CancellationToken ct) => http.AskAsync<WishlistView>("/api/wishlist", ct);

    /// <summary>What is on it, without names and prices.</summary>
    public Task<Answer<WishlistSkus>> SkusAsync(CancellationToken ct) => http.AskAsync<WishlistSkus>("/api/wishlist/skus", ct);

    public Task<Answer<WishlistSkus>> PutAsync(string sku, CancellationToken ct) => http.AskAsync<WishlistSkus>(HttpMethod.Put, Item(sku), null, ct);

    public Task<Answer<WishlistSkus>> RemoveAsync(string sku, CancellationToken ct) => http.AskAsync<WishlistSkus>(HttpMethod.Delete, Item(sku), null, ct);

    /// <summary>Puts what is on a guest's list on the account's; done again, it changes nothing.</summary>
    /// <param name="guestToken">The guest's own.</param>
    /// <param name="ct">The request's.</param>
    public Task<Answer<WishlistSkus>> MergeAsync(string guestToken, CancellationToken ct) =>
        http.AskAsync<WishlistSkus>(HttpMethod.Post, "/api/wishlist/merge", new MergeGuestWishlistRequest(guestToken), ct);

    /// <param name="name">What the list is called for those who get the link; null: nothing.</param>
    /// <param name="ct">The request's.</param>
    public Task<Answer<WishlistShare>> ShareAsync(string? name, CancellationToken ct) =>
        http.AskAsync<WishlistShare>(HttpMethod.Post, "/api/wishlist/share", new ShareWishlistRequest(name), ct);

    public Task<Answer<WishlistShare>> WithdrawAsync(CancellationToken ct) => http.AskAsync<WishlistShare>(HttpMethod.Delete, "/api/wishlist/share", null, ct);

    /// <summary>Somebody's list that was shared.</summary>
    /// <param name="token">The last part of its link.</param>
    /// <param name="ct">The request's.</param>
    public Task<Answer<SharedWishlistView>> SharedAsync(string token, CancellationToken ct) =>
        http.AskAsync<SharedWishlistView>("/api/wishlist/shared/" + Uri.EscapeDataString(token), ct);

    private static string Item(string sku) => "/api/wishlist/items/" + Uri.EscapeDataString(sku);
}
