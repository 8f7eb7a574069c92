namespace Avanii.Catalog.Contracts;

/// <summary>A product is new, or something that a shopper sees of it has changed: name, pictures, a variant, a price, its address.</summary>
/// <param name="PreviousSlugs">Addresses that it had and that still lead to it: what is kept of them is out of date, too. Null from an older publisher.</param>
/// <remarks>Published by CatalogService with all variants as they are now. Change by adding: consumers deploy on their own day.</remarks>
public sealed record ProductChanged(Guid ProductId, long Version, string Slug, IReadOnlyList<VariantFacts> Variants, IReadOnlyList<string>? PreviousSlugs = null);
