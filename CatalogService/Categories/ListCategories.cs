using Avanii.Catalog.Contracts;
using Avanii.Catalog.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Catalog.Categories;

public static class ListCategories
{
    public static async Task<Ok<IReadOnlyList<CategoryNode>>> Handle(CatalogDbContext db, CancellationToken ct)
    {
        var tree = await CategoryTree.LoadAsync(db, ct);
        var products = await db.Products.Where(p => p.RetiredAt == null)
            .GroupBy(p => p.CategoryId)
            .Select(group => new { Category = group.Key, Count = group.Count() })
            .ToDictionaryAsync(g => g.Category, g => g.Count, ct);
        return TypedResults.Ok(tree.ToNodes(products));
    }
}
