using Avanii.Cart.Contracts;
using Microsoft.Extensions.Options;

namespace Avanii.Cart;

/// <summary>Shows a wishlist at the prices of this moment.</summary>
public sealed class WishlistViews(IOptions<CartOptions> options)
{
    /// <summary>What somebody sees who never put anything on it.</summary>
    public WishlistView Empty => new(null, null, [], options.Value.Currency);

    /// <param name="list">With its items and their variants.</param>
    public WishlistView Of(Wishlist list) => new(list.Name, list.ShareToken, Entries(list), options.Value.Currency);

    /// <param name="list">With its items and their variants.</param>
    public SharedWishlistView Shared(Wishlist list) => new(list.Name, Entries(list), options.Value.Currency);

    public static WishlistSkus Skus(Wishlist? list) => new([.. Newest(list?.Items ?? []).Select(item => item.Sku)]);

    private static IEnumerable<WishlistItem> Newest(IEnumerable<WishlistItem> items) =>
        items.OrderByDescending(item => item.AddedAt).ThenBy(item => item.Sku, StringComparer.Ordinal);

    private static List<WishlistEntry> Entries(Wishlist list) => [.. Newest(list.Items).Select(item => new WishlistEntry(
        item.Sku,
        item.Variant.ProductName ?? item.Sku,
        item.Variant.ProductSlug ?? "",
        item.Variant.Options ?? "",
        item.Variant.ImageHash,
        item.Variant.Price,
        item.Variant.CompareAtPrice,
        item.Variant.Availability,
        item.Variant.Retired,
        item.Variant.Orderable,
        item.AddedAt))];
}
