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
        // By the slug that it has: it may have been asked for by one that it had.
        var reviews = await ListReviews.Handle(product.Slug, sort: null, cursor: null, FirstReviews, db, ct);
        var related = await GetRelatedProducts.Handle(product.Slug, response, db, prices, ct);
        response.Headers.CacheControl = "no-cache";
        return reviews.Result is Ok<ReviewPage> { Value: { } newest } && related.Result is Ok<RelatedProducts> { Value: { } others }
            ? TypedResults.Ok(new ProductOverview(product, newest, others))
            : ProductProblems.UnknownProduct(slug); // its slug was changed at this very moment
    }
}
