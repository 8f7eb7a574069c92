using System.ComponentModel.DataAnnotations;
using Avanii.Catalog.Categories;
using Avanii.Catalog.Contracts;
using Avanii.Catalog.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Avanii.Catalog.Products;

public static class ExportProducts
{
    private const int MaxLimit = 1000; // some 2 MB

    public static async Task<Ok<ExportPage>> Handle(
        Guid? after, [Range(1, MaxLimit)] int? limit, CatalogDbContext db, IOptions<PriceOptions> prices, CancellationToken ct)
    {
        var most = limit ?? MaxLimit;
        var start = after ?? Guid.Empty;
        var found = await db.Products.AsNoTracking().Where(p => p.RetiredAt == null && p.Id > start).OrderBy(p => p.Id).Take(most + 1)
            .Select(p => new { p.Id, p.Slug, p.UpdatedAt, p.Name, p.Brand, p.Description, p.CategoryId, p.OptionNames })
            .ToListAsync(ct);
        Guid? next = null;
        if (found.Count > most)
        {
            found.RemoveAt(most);
            next = found[^1].Id;
        }
        var ids = found.Select(p => p.Id).ToArray();
        var variants = (await db.Variants.AsNoTracking().Where(v => ids.Contains(v.ProductId)).OrderBy(v => v.Position)
            .Select(v => new { v.ProductId, Variant = new ExportedVariant(v.Sku, v.OptionValues, v.Price, v.CompareAtPrice, v.Stock.Availability, v.ImageHash) })
            .ToListAsync(ct)).ToLookup(v => v.ProductId, v => v.Variant);
        var pictures = (await db.ProductPictures.AsNoTracking().Where(p => ids.Contains(p.ProductId)).OrderBy(p => p.Position)
            .Select(p => new { p.ProductId, p.ImageHash, p.Alt, p.Image.Widths })
            .ToListAsync(ct)).ToLookup(p => p.ProductId, p => new ExportedImage(p.ImageHash, p.Alt, p.Widths[^1]));
        var tree = await CategoryTree.LoadAsync(db, ct);
        var paths = found.Select(p => p.CategoryId).Distinct().ToDictionary(id => id, id => tree.PathTo(id).Select(c => new CategoryRef(c.Slug, c.Name)).ToList());
        return TypedResults.Ok(new ExportPage(
            [.. found.Select(p => new ExportedProduct(
                p.Slug, p.UpdatedAt, p.Name, p.Brand, p.Description, paths[p.CategoryId], p.OptionNames, [.. variants[p.Id]], [.. pictures[p.Id]]))],
            next,
            prices.Value.Currency));
    }
}
