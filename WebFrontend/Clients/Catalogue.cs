using Avanii.Catalog.Contracts;
using Avanii.Web.Freshness;

namespace Avanii.Web.Clients;

/// <summary>The catalogue as pages see it: from memory where it is still true there.</summary>
public sealed class Catalogue(CatalogClient catalog, ReviewClient reviews, AnswerCache answers)
{
    private const int FirstReviews = 4;

    /// <summary>Searches are asked each time: the catalogue counts what people look for.</summary>
    public Task<Answer<ProductPage>> ProductsAsync(ProductQuery query, CancellationToken ct) => query.Text is null
        ? answers.GetAsync(Topics.Lists, query.ToQueryString().Value!, () => catalog.ProductsAsync(query, CancellationToken.None))
        : catalog.ProductsAsync(query, ct);

    public Task<Answer<ProductDetails>> ProductAsync(string slug) =>
        answers.GetAsync(Topics.Product(slug), "", () => catalog.ProductAsync(slug, CancellationToken.None));

    public Task<Answer<RelatedProducts>> RelatedAsync(string slug) =>
        answers.GetAsync(Topics.Lists, "related " + slug, () => catalog.RelatedAsync(slug, CancellationToken.None));

    /// <summary>The newest few.</summary>
    public Task<Answer<ReviewPage>> ReviewsAsync(string slug) =>
        answers.GetAsync(Topics.Product(slug), "reviews", () => reviews.ListAsync(slug, sort: null, cursor: null, FirstReviews, CancellationToken.None));
}
