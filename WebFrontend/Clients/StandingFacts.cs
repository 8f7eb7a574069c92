using Avanii.Catalog.Contracts;
using Avanii.Orders.Contracts;
using Avanii.Web.Freshness;

namespace Avanii.Web.Clients;

/// <summary>What nearly every page shows, whoever looks at it.</summary>
public sealed class StandingFacts(CatalogClient catalog, OrderClient orders, AnswerCache answers)
{
    /// <summary>The departments, with what lies below them.</summary>
    public Task<Answer<IReadOnlyList<CategoryNode>>> DepartmentsAsync() =>
        answers.GetAsync(Topics.Categories, "", () => catalog.CategoriesAsync(CancellationToken.None));

    public Task<Answer<DeliveryTerms>> DeliveryTermsAsync() =>
        answers.GetAsync(Topics.Terms, "delivery", () => orders.DeliveryTermsAsync(CancellationToken.None));
}
