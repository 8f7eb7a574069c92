using System.Security.Cryptography;
using System.Text.Json;
using Avanii.Catalog.Categories;
using Avanii.Catalog.Contracts;
using Avanii.Catalog.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Avanii.Catalog.Products;

public static class GetProduct
{
    public static async Task<Results<Ok<ProductDetails>, StatusCodeHttpResult, ProblemHttpResult>> Handle(
        string slug,
        HttpContext http,
        CatalogDbContext db,
        IOptions<PriceOptions> prices,
        IOptions<VatOptions> vat,
        IOptions<JsonOptions> json,
        CancellationToken ct)
    {
        if (!ProductSlug.IsWellFormed(slug) || await LoadAsync(slug, db, prices.Value.Currency, vat.Value, ct) is not { } product)
        {
            return ProductProblems.UnknownProduct(slug);
        }
        // Made from the answer itself, so it changes with the stock as well as with the product.
        var etag = $"\"{Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(product, json.Value.SerializerOptions)))[..32]}\"";
        http.Response.Headers.ETag = etag;
        http.Response.Headers.CacheControl = "no-cache";
        return http.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(new EntityTagHeaderValue(etag), useStrongComparison: false))
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(product);
    }

    internal static async Task<ProductDetails?> LoadAsync(string slug, CatalogDbContext db, string currency, VatOptions vat, CancellationToken ct)
    {
        var found = await FindAsync(db.Products.Where(p => p.Slug == slug), ct)
            // A slug that it had: who asks sees by the answer's own that there is another.
            ?? await FindAsync(db.Products.Where(p => db.FormerSlugs.Any(f => f.Slug == slug && f.ProductId == p.Id)), ct);
        if (found is null)
        {
            return null;
        }
        var vatRate = vat.Of(found.VatClass);
        var variants = await db.Variants.Where(v => v.ProductId == found.Id).OrderBy(v => v.Position)
            .Select(v => new VariantDetails(
                v.Sku,
                v.OptionValues,
                v.Price,
                v.CompareAtPrice,
                vatRate,
                v.Stock.Availability,
                v.Stock.Availability == Availability.Low ? v.Stock.OnHand - v.Stock.Held : null,
                v.ImageHash,
                v.Stock.AvailabilityVersion))
            .ToListAsync(ct);
        var images = await db.ProductPictures.Where(p => p.ProductId == found.Id).OrderBy(p => p.Position)
            .Select(p => new ProductImage(p.ImageHash, p.Alt, p.Image.Width, p.Image.Height, p.Image.Widths))
            .ToListAsync(ct);
        var tree = await CategoryTree.LoadAsync(db, ct);
        return new ProductDetails(
            found.Id,
            found.Slug,
            found.Name,
            found.Brand,
            found.Description,
            found.Details.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            [.. tree.PathTo(found.CategoryId).Select(c => new CategoryRef(c.Slug, c.Name))],
            currency,
            found.OptionNames,
            variants,
            images,
            found.RetiredAt is not null,
            found.Version,
            found.RatingAverage,
            found.RatingCount,
            found.UpdatedAt);
    }

    private static Task<Found?> FindAsync(IQueryable<Product> products, CancellationToken ct) => products.AsNoTracking()
        .Select(p => new Found(p.Id, p.Slug, p.Name, p.Brand, p.Description, p.Details, p.VatClass, p.OptionNames, p.CategoryId, p.RetiredAt, p.UpdatedAt, p.Version, p.RatingAverage, p.RatingCount))
        .SingleOrDefaultAsync(ct);

    private sealed record Found(
        Guid Id, string Slug, string Name, string Brand, string Description, string Details, VatClass VatClass, string[] OptionNames, Guid CategoryId,
        DateTimeOffset? RetiredAt, DateTimeOffset UpdatedAt, long Version, decimal? RatingAverage, int RatingCount);
}
