namespace Avanii.Catalog.Categories;

/// <summary>A place in the category tree; one without a parent is a department.</summary>
public sealed class Category
{
    public required Guid Id { get; init; }
    public Guid? ParentId { get; init; }

    /// <summary>Unique in the whole tree.</summary>
    public required string Slug { get; init; }

    public required string Name { get; init; }
    public required string Description { get; init; }

    /// <summary>Its place among its siblings.</summary>
    public required int Position { get; init; }

    public string? ImageHash { get; init; }
}
