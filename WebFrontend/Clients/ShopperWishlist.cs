using Avanii.Web.Accounts;

namespace Avanii.Web.Clients;

/// <summary>What is on the shopper's wishlist, as this request sees it: asked for once, however many hearts the page shows.</summary>
public sealed class ShopperWishlist(ShopperSession session, WishlistClient lists)
{
    private Task<HashSet<string>>? _skus;

    /// <returns>It is on the list. False for somebody who only looks, for whom a page may be cached, and while the list cannot be reached.</returns>
    public async Task<bool> HasAsync(string sku, CancellationToken ct) => session.Subject is not null && (await (_skus ??= ReadAsync(ct))).Contains(sku);

    private async Task<HashSet<string>> ReadAsync(CancellationToken ct) => [.. (await lists.SkusAsync(ct)).Value?.Skus ?? []];
}
