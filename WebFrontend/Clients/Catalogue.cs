using Avanii.Catalog.Contracts;
using Avanii.Web.Freshness;

namespace Avanii.Web.Clients;

/// <summary>The catalogue as pages see it: from memory where it is still true there.</summary>
public sealed class Catalogue(CatalogClient catalog, ReviewClient reviews, AnswerCache answers)
{
    /// <summary>Searches are asked each time: the catalogue counts what people look for.</summary>
    public Task<Answer<ProductPage>> ProductsAsync(ProductQuery query, CancellationToken ct) => query.Text is null
        ? answers.GetAsync(Topics.Lists, query.ToQueryString().Value!, () => catalog.ProductsAsync(query, CancellationToken.None))
        : catalog.ProductsAsync(query, ct);

    public Task<Answer<ProductDetails>> ProductAsync(string slug) =>
        answers.GetAsync(Topics.Product(slug), "", () => catalog.ProductAsync(slug, CancellationToken.None));

    /// <param name="slug">The product's.</param>
    /// <param name="sort">See <see cref="ReviewClient.ListAsync"/>.</param>
    /// <param name="cursor">Where to go on; null for the beginning.</param>
    /// <param name="limit">How many at most.</param>
    public Task<Answer<ReviewPage>> ReviewsAsync(string slug, string? sort, string? cursor, int limit) =>
        answers.GetAsync(Topics.Product(slug), $"reviews {limit} {sort} {cursor}", () => reviews.ListAsync(slug, sort, cursor, limit, CancellationToken.None));

    /// <summary>With what is said of it and what is like it: other products' prices stand there, too.</summary>
    public Task<Answer<ProductOverview>> OverviewAsync(string slug) =>
        answers.GetAsync(Topics.Product(slug), "overview", () => catalog.OverviewAsync(slug, CancellationToken.None),
            overview => overview.Related.BoughtTogether.Concat(overview.Related.Related).Select(other => Topics.Product(other.Slug)).Append(Topics.Product(overview.Product.Slug)));
}
