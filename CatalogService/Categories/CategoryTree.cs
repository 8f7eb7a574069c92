using Avanii.Catalog.Contracts;
using Avanii.Catalog.Data;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Catalog.Categories;

/// <summary>The whole tree. A shop has a few dozen categories: reading them all is one short query, and cheaper than a recursive one.</summary>
public sealed class CategoryTree
{
    private readonly Dictionary<Guid, Category> _byId;
    private readonly ILookup<Guid?, Category> _children;

    public CategoryTree(IEnumerable<Category> categories)
    {
        var ordered = categories.OrderBy(c => c.Position).ThenBy(c => c.Slug, StringComparer.Ordinal).ToList();
        _byId = ordered.ToDictionary(c => c.Id);
        _children = ordered.ToLookup(c => c.ParentId);
    }

    public static async Task<CategoryTree> LoadAsync(CatalogDbContext db, CancellationToken ct) =>
        new(await db.Categories.AsNoTracking().ToListAsync(ct));

    public Category? Find(string slug) => _byId.Values.FirstOrDefault(c => c.Slug == slug);

    /// <returns>From the department down to that category.</returns>
    public IReadOnlyList<Category> PathTo(Guid id)
    {
        var path = new List<Category>();
        for (var step = _byId.GetValueOrDefault(id); step is not null; step = step.ParentId is { } parent ? _byId[parent] : null)
        {
            path.Insert(0, step);
        }
        return path;
    }

    /// <returns>The category and all below it.</returns>
    public IEnumerable<Category> Below(Category category) => _children[category.Id].SelectMany(Below).Prepend(category);

    /// <param name="products">How many products are in a category itself, without those below it.</param>
    public IReadOnlyList<CategoryNode> ToNodes(IReadOnlyDictionary<Guid, int> products)
    {
        return Nodes(null);

        List<CategoryNode> Nodes(Guid? parent) => _children[parent].Select(category =>
        {
            var children = Nodes(category.Id);
            var count = products.GetValueOrDefault(category.Id) + children.Sum(child => child.ProductCount);
            return new CategoryNode(category.Slug, category.Name, category.Description, category.ImageHash, count, children);
        }).ToList();
    }
}
