namespace Avanii.Catalog.Contracts;

/// <summary>A product is new, or something that a shopper sees of it has changed: name, pictures, a variant, a price.</summary>
/// <remarks>Published by CatalogService with all variants as they are now. Change by adding: consumers deploy on their own day.</remarks>
public sealed record ProductChanged(Guid ProductId, long Version, string Slug, IReadOnlyList<VariantFacts> Variants);
