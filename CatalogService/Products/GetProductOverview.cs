using Avanii.Catalog.Contracts;
using Avanii.Catalog.Data;
using Avanii.Catalog.Reviews;
using Avanii.Catalog.Sales;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Avanii.Catalog.Products;

/// <summary>For the product's page, which would otherwise ask three times.</summary>
public static class GetProductOverview
{
    private const int FirstReviews = 4;

    public static async Task<Results<Ok<ProductOverview>, ProblemHttpResult>> Handle(
        string slug, HttpResponse response, CatalogDbContext db, IOptions<PriceOptions> prices, IOptions<VatOptions> vat, CancellationToken ct)
    {
        if (!ProductSlug.IsWellFormed(slug) || await GetProduct.LoadAsync(slug, db, prices.Value.Currency, vat.Value, ct) is not { } product)
        {
            return ProductProblems.UnknownProduct(slug);
        }
        response.Headers.CacheControl = "no-cache";
        return TypedResults.Ok(new ProductOverview(
            product,
            await ListReviews.BeginAsync(product.Id, FirstReviews, db, ct),
            await GetRelatedProducts.FindAsync(product.Id, db, prices.Value.Currency, ct)));
    }
}
