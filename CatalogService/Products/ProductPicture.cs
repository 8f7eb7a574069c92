using Avanii.Catalog.Images;

namespace Avanii.Catalog.Products;

/// <summary>A picture of a product; the first one is its cover.</summary>
public sealed class ProductPicture
{
    public Guid ProductId { get; init; }
    public required int Position { get; init; }
    public required string ImageHash { get; init; }
    public StoredImage Image { get; init; } = null!;

    /// <summary>What it shows, for those who do not see it.</summary>
    public required string Alt { get; init; }
}
