using Avanii.Catalog.Contracts;
using Avanii.Catalog.Data;
using Avanii.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Avanii.Catalog.Products;

public static class LookUpVariants
{
    private const int MaxSkus = 100; // as many lines as a cart may have

    public static async Task<Results<Ok<List<VariantFacts>>, ProblemHttpResult>> Handle(
        [FromQuery(Name = "sku")] string[] skus, CatalogDbContext db, IOptions<VatOptions> vat, CancellationToken ct)
    {
        if (skus.Length is 0 or > MaxSkus)
        {
            return Problems.Problem(400, "bad-sku-count", "That many SKUs cannot be looked up.", $"Ask for 1 to {MaxSkus}, as ?sku=A&sku=B.");
        }
        var wellFormed = skus.Where(Sku.IsWellFormed).Distinct().ToArray();
        return TypedResults.Ok(await db.Variants.Where(v => wellFormed.Contains(v.Sku)).OrderBy(v => v.Sku).SelectFacts(vat.Value).ToListAsync(ct));
    }

    /// <summary>What other services may know of these variants.</summary>
    internal static IQueryable<VariantFacts> SelectFacts(this IQueryable<Variant> variants, VatOptions vat) => variants.Select(v => new VariantFacts(
        v.Sku,
        v.Product.Name,
        v.Product.Slug,
        string.Join(" / ", v.OptionValues),
        v.Price,
        v.CompareAtPrice,
        v.Product.VatClass == VatClass.Reduced ? vat.Reduced : vat.Standard,
        v.ImageHash ?? v.Product.CoverHash,
        v.Product.RetiredAt != null,
        v.Stock.Availability,
        v.Product.Version,
        v.Stock.AvailabilityVersion));
}
