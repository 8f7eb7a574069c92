using System.Text.Json.Serialization;
using Avanii.Catalog.Contracts;

namespace Avanii.Cart.Contracts;

/// <summary>A cart as its owner sees it, at the prices of this moment.</summary>
/// <param name="Id">The cart, or null before anything was ever put into it.</param>
/// <param name="Version">Rises with each change of its lines.</param>
/// <param name="CheckoutId">The idempotency key for ordering this cart: the same in every tab and reload, another one after the
/// cart has changed and after the order made from it was decided.</param>
/// <param name="Subtotal">Sum of the lines that can be ordered, tax included.</param>
/// <param name="ItemCount">Units in all lines.</param>
/// <param name="OrdersTakenOut">The orders whose lines were taken out of it last, oldest first: what a confirmed order bought that is
/// not among them lies in the cart still. Null from a service that does not say.</param>
/// <param name="MergedCarts">The carts of guests whose lines became this one's, the newest last: what an order of one of them buys may
/// lie in this cart. Null from a service that does not say.</param>
/// <param name="Cuts">What did not fit when a guest's cart was merged into it last, until it changes; null when all of it did.</param>
public sealed record CartView(
    Guid? Id,
    long Version,
    Guid CheckoutId,
    IReadOnlyList<CartLine> Lines,
    decimal Subtotal,
    string Currency,
    int ItemCount,
    IReadOnlyList<Guid>? OrdersTakenOut = null,
    IReadOnlyList<Guid>? MergedCarts = null,
    IReadOnlyList<MergeCut>? Cuts = null);

/// <summary>A guest's line of which not all became the account's.</summary>
/// <param name="Wanted">Units in both carts together.</param>
/// <param name="Quantity">Units in the cart after the merge.</param>
public sealed record MergeCut(string Sku, string ProductName, int Wanted, int Quantity, MergeCutReason Reason);

/// <summary>Why.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MergeCutReason>))]
public enum MergeCutReason
{
    /// <summary>A line takes <see cref="CartLimits.MaxQuantity"/> units.</summary>
    QuantityLimit,

    /// <summary>A cart takes <see cref="CartLimits.MaxLines"/> lines.</summary>
    CartFull,

    /// <summary>It is sold out: nothing is added to what lay in the account's cart.</summary>
    SoldOut,

    /// <summary>It is no longer sold: the same.</summary>
    Retired,
}

/// <param name="UnitPrice">The catalogue's price as far as the cart has heard, tax included.</param>
/// <param name="PriceWhenAdded">The unit price that the shopper saw when adding it, if it was another; else null.</param>
/// <param name="Orderable">False when it is retired or sold out: the line is kept and counts for nothing.</param>
/// <param name="AddedAt">When the line was put in, by the cart's clock: another time is another line, also of the same SKU. Null
/// from a service that does not say.</param>
/// <param name="AlsoAddedAt">When the guests' lines were put in that were merged into it; null when none was.</param>
public sealed record CartLine(
    string Sku,
    string ProductName,
    string ProductSlug,
    string Options,
    string? ImageHash,
    int Quantity,
    decimal UnitPrice,
    decimal? PriceWhenAdded,
    decimal? CompareAtPrice,
    decimal VatRate,
    decimal LineTotal,
    Availability Availability,
    bool Retired,
    bool Orderable,
    DateTimeOffset? AddedAt = null,
    IReadOnlyList<DateTimeOffset>? AlsoAddedAt = null);
