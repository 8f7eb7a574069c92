using System.ComponentModel.DataAnnotations;
using Avanii.Catalog.Contracts;

namespace Avanii.Cart.Contracts;

/// <summary>What a wishlist may hold.</summary>
public static class WishlistLimits
{
    public const int MaxItems = 200;
    public const int MaxNameLength = 60;
}

/// <summary>A wishlist as its owner sees it, at the prices of this moment.</summary>
/// <param name="Name">What it is called for those who get the link; null: nothing.</param>
/// <param name="ShareToken">The last part of the link's address; null while it is not shared.</param>
/// <param name="Items">The newest first.</param>
public sealed record WishlistView(string? Name, string? ShareToken, IReadOnlyList<WishlistEntry> Items, string Currency);

/// <summary>A wishlist as those see it who have the link: nothing says whose it is but the name that its owner gave it.</summary>
public sealed record SharedWishlistView(string? Name, IReadOnlyList<WishlistEntry> Items, string Currency);

/// <param name="UnitPrice">The catalogue's price as far as it was heard, tax included.</param>
/// <param name="Orderable">False when it is retired or sold out.</param>
public sealed record WishlistEntry(
    string Sku,
    string ProductName,
    string ProductSlug,
    string Options,
    string? ImageHash,
    decimal UnitPrice,
    decimal? CompareAtPrice,
    Availability Availability,
    bool Retired,
    bool Orderable,
    DateTimeOffset AddedAt);

/// <summary>What is on the caller's list, the newest first: enough to know which hearts are full.</summary>
public sealed record WishlistSkus(IReadOnlyList<string> Skus);

/// <summary>Puts what stands on a guest's list on the caller's.</summary>
/// <param name="GuestToken">The guest's token: whoever has it owns that list.</param>
public sealed record MergeGuestWishlistRequest([property: Required, StringLength(4096)] string GuestToken);

/// <summary>Makes the link, or calls the list otherwise where there is one.</summary>
/// <param name="Name">Stands above the list for those who get the link.</param>
public sealed record ShareWishlistRequest(
    [property: StringLength(WishlistLimits.MaxNameLength), RegularExpression(@"^[^\p{Cc}]*$")] string? Name = null);

/// <param name="Token">The last part of the link's address; null: there is no link.</param>
public sealed record WishlistShare(string? Token, string? Name);
