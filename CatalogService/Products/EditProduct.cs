using Avanii.Catalog.Contracts;
using Avanii.Catalog.Data;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Catalog.Products;

/// <summary>How slices change a product: one after the other, and the event in the transaction of the change.</summary>
internal static class EditProduct
{
    /// <summary>The product with its variants, locked until the caller's transaction ends; null when there is none.</summary>
    /// <param name="slug">Its present one or one that it had.</param>
    public static async Task<Product?> LockProductAsync(this CatalogDbContext db, string slug, CancellationToken ct) =>
        await db.FindProductIdAsync(slug, ct) is { } id ? await db.LockProductAsync(id, ct) : null;

    public static async Task<Product?> LockProductAsync(this CatalogDbContext db, Guid id, CancellationToken ct)
    {
        var product = await db.Products.FromSql($"SELECT * FROM products WHERE id = {id} FOR UPDATE").AsTracking().SingleOrDefaultAsync(ct);
        if (product is not null)
        {
            await db.Variants.Where(v => v.ProductId == product.Id).OrderBy(v => v.Position).LoadAsync(ct);
        }
        return product;
    }

    /// <summary>Saves the change, so that the event tells what is in the database, and publishes it with the commit.</summary>
    public static async Task SaveChangedAsync(this CatalogDbContext db, Product product, VatOptions vat, CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        var variants = await db.Variants.Where(v => v.ProductId == product.Id).OrderBy(v => v.Position).SelectFacts(vat).ToListAsync(ct);
        var former = await db.FormerSlugs.Where(f => f.ProductId == product.Id).OrderBy(f => f.ReplacedAt).Select(f => f.Slug).ToListAsync(ct);
        db.Enqueue(product.Aggregate, new ProductChanged(product.Id, product.Version, product.Slug, variants, former));
        await db.SaveChangesAsync(ct);
    }
}
