namespace Avanii.Catalog.Products;

/// <summary>A slug that a product had. Links and search engines go on knowing it, so it leads to that product for ever and is given to no other.</summary>
public sealed class FormerSlug
{
    public required string Slug { get; init; }

    public required Guid ProductId { get; init; }

    public required DateTimeOffset ReplacedAt { get; init; }
}
