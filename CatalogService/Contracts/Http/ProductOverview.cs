namespace Avanii.Catalog.Contracts;

/// <summary>All that a product's page shows, in one answer.</summary>
/// <param name="Reviews">The newest few.</param>
public sealed record ProductOverview(ProductDetails Product, ReviewPage Reviews, RelatedProducts Related);
