namespace Avanii.Catalog.Contracts;

/// <summary>A product is no longer sold; none of its variants can be ordered.</summary>
/// <remarks>Published by CatalogService.</remarks>
public sealed record ProductRetired(Guid ProductId, long Version, string Slug, IReadOnlyList<string> Skus);
