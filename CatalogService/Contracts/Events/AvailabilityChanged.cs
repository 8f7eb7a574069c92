namespace Avanii.Catalog.Contracts;

/// <summary>A variant's stock has moved into another band, or few are left and not as many as before: pages show how many.</summary>
/// <remarks>Published by CatalogService when what a page says of the stock changes; the same band again means that the number did.
/// <paramref name="Version"/> is <see cref="VariantFacts.AvailabilityVersion"/>.</remarks>
public sealed record AvailabilityChanged(string Sku, string ProductSlug, Availability Availability, long Version);
