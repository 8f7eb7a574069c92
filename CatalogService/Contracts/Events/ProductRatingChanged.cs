namespace Avanii.Catalog.Contracts;

/// <summary>What a page shows of a product's reviews has changed: the rating, how many there are, or only what one of them says.</summary>
/// <param name="Rating">Average of the published reviews, 1 to 5, to two places; null when there are none.</param>
/// <param name="Count">How many are published.</param>
/// <remarks>Published by CatalogService, one product's in their order.</remarks>
public sealed record ProductRatingChanged(Guid ProductId, string Slug, decimal? Rating, int Count);
