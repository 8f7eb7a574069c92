using Avanii.Cart.Contracts;
using Microsoft.Extensions.Options;

namespace Avanii.Cart;

/// <summary>Shows a cart at the prices of this moment.</summary>
public sealed class CartViews(IOptions<CartOptions> options)
{
    /// <summary>What somebody sees who never put anything in.</summary>
    public CartView Empty => new(null, 0, Guid.Empty, [], 0, options.Value.Currency, 0, []);

    /// <param name="cart">With its items and their variants.</param>
    public CartView Of(Cart cart)
    {
        var lines = cart.Items.OrderBy(item => item.AddedAt).ThenBy(item => item.Sku, StringComparer.Ordinal).Select(Show).ToList();
        return new CartView(
            cart.Id,
            cart.Version,
            cart.CheckoutId,
            lines,
            lines.Where(line => line.Orderable).Sum(line => line.LineTotal),
            options.Value.Currency,
            lines.Sum(line => line.Quantity),
            cart.OrdersTakenOut,
            cart.MergedCarts,
            cart.Cuts);
    }

    private static CartLine Show(CartItem item)
    {
        var variant = item.Variant;
        return new CartLine(
            item.Sku,
            variant.ProductName ?? item.Sku,
            variant.ProductSlug ?? "",
            variant.Options ?? "",
            variant.ImageHash,
            item.Quantity,
            variant.Price,
            item.PriceWhenAdded == variant.Price ? null : item.PriceWhenAdded,
            variant.CompareAtPrice,
            variant.VatRate,
            variant.Price * item.Quantity,
            variant.Availability,
            variant.Retired,
            variant.Orderable,
            item.AddedAt,
            item.AlsoAddedAt is [] ? null : item.AlsoAddedAt);
    }
}
