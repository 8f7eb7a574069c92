namespace Avanii.Catalog.Contracts;

/// <summary>What CatalogService keeps of somebody who asked for a copy of it.</summary>
/// <param name="RequestId">The request's.</param>
/// <param name="Json">A <see cref="CollectedCatalogData"/> as JSON.</param>
/// <remarks>Published by CatalogService.</remarks>
public sealed record CatalogDataCollected(Guid RequestId, string Json);
