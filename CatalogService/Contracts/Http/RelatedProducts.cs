namespace Avanii.Catalog.Contracts;

/// <summary>What else somebody may like who looks at a product. Never the product itself, nothing twice, nothing retired.</summary>
/// <param name="BoughtTogether">In the same orders, the most frequent first; at most 4.</param>
/// <param name="Related">Of the same category, then of the same department; at most 8.</param>
public sealed record RelatedProducts(IReadOnlyList<ProductSummary> BoughtTogether, IReadOnlyList<ProductSummary> Related);
