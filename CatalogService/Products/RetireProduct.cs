using Avanii.Catalog.Contracts;
using Avanii.Catalog.Data;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Avanii.Catalog.Products;

public static class RetireProduct
{
    public static async Task<Results<NoContent, ProblemHttpResult>> Handle(string slug, CatalogDbContext db, TimeProvider clock, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!ProductSlug.IsWellFormed(slug) || await db.LockProductAsync(slug, ct) is not { } product)
        {
            return ProductProblems.UnknownProduct(slug);
        }
        if (product.Retire(clock.GetUtcNow()))
        {
            db.Enqueue(product.Aggregate, new ProductRetired(product.Id, product.Version, product.Slug, [.. product.Variants.Select(v => v.Sku)]));
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
        return TypedResults.NoContent();
    }
}
