namespace Avanii.Catalog.Contracts;

/// <summary>A category and what lies below it; the roots of the tree are the departments.</summary>
public sealed record CategoryNode(
    string Slug,
    string Name,
    string Description,
    string? ImageHash,
    int ProductCount,
    IReadOnlyList<CategoryNode> Children);

/// <summary>One step of a path through the category tree.</summary>
public sealed record CategoryRef(string Slug, string Name);
