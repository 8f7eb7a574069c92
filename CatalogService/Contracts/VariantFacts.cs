namespace Avanii.Catalog.Contracts;

/// <summary>What other services may know of a variant: enough to show it in a cart and on an order.</summary>
/// <param name="Sku">The variant's only name between services.</param>
/// <param name="ProductName">Name of the product it belongs to.</param>
/// <param name="ProductSlug">Last part of the product page's address.</param>
/// <param name="Options">Its choices in words, such as "Sand / Large"; empty when the product has one variant.</param>
/// <param name="Price">Unit price, tax included, in the shop's currency.</param>
/// <param name="CompareAtPrice">The price before a sale, or null.</param>
/// <param name="VatRate">The share of tax that the price includes, such as 0.20 for 20 %.</param>
/// <param name="ImageHash">Its picture, at <c>/images/{hash}-{width}.webp</c>, or null.</param>
/// <param name="Retired">No longer sold.</param>
/// <param name="Availability">The band of its stock.</param>
/// <param name="Version">Rises with each change of everything above but the availability; an older one is to be ignored.</param>
/// <param name="AvailabilityVersion">Rises with each change of the availability, and of the number of units while they are few; an older one is to be ignored.</param>
public sealed record VariantFacts(
    string Sku,
    string ProductName,
    string ProductSlug,
    string Options,
    decimal Price,
    decimal? CompareAtPrice,
    decimal VatRate,
    string? ImageHash,
    bool Retired,
    Availability Availability,
    long Version,
    long AvailabilityVersion);
