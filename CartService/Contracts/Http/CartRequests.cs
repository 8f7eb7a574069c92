using System.ComponentModel.DataAnnotations;

namespace Avanii.Cart.Contracts;

/// <summary>What a cart may hold.</summary>
public static class CartLimits
{
    public const int MaxQuantity = 99;
    public const int MaxLines = 100;
    public const int MaxSkuLength = 40;

    /// <summary>A SKU is made of visible ASCII characters.</summary>
    public const string SkuPattern = "[!-~]+";
}

/// <summary>Puts that many more units into the cart.</summary>
/// <param name="Sku">What.</param>
/// <param name="Quantity">How many.</param>
/// <param name="SeenVersion">The version of the product that the shopper looked at: the cart shall not say what is older. Null when
/// nobody looked.</param>
public sealed record AddItemRequest(
    [property: Required, StringLength(CartLimits.MaxSkuLength), RegularExpression(CartLimits.SkuPattern)] string Sku,
    [property: Range(1, CartLimits.MaxQuantity)] int Quantity,
    [property: Range(0, long.MaxValue)] long? SeenVersion = null);

/// <summary>Puts what lies in a guest's cart into the caller's.</summary>
/// <param name="GuestToken">The guest's token: whoever has it owns that cart.</param>
public sealed record MergeGuestCartRequest([property: Required, StringLength(4096)] string GuestToken);

/// <summary>Makes the line's quantity exactly this; to take a line out there is DELETE.</summary>
public sealed record SetQuantityRequest([property: Range(1, CartLimits.MaxQuantity)] int Quantity);
