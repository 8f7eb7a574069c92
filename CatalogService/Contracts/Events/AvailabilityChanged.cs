namespace Avanii.Catalog.Contracts;

/// <summary>A variant's stock has moved into another band.</summary>
/// <remarks>Published by CatalogService, only when the band changes. <paramref name="Version"/> is <see cref="VariantFacts.AvailabilityVersion"/>.</remarks>
public sealed record AvailabilityChanged(string Sku, string ProductSlug, Availability Availability, long Version);
