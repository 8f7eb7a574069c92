using Avanii.Catalog.Contracts;
using Avanii.Orders.Contracts;

namespace Avanii.Web.Clients;

/// <summary>What nearly every page shows, whoever looks at it. Others may be waiting for the same answer, so it is not given up with one request.</summary>
public sealed class StandingFacts(CatalogClient catalog, OrderClient orders, LastGood<IReadOnlyList<CategoryNode>> categories, LastGood<DeliveryTerms> delivery)
{
    /// <summary>The departments, with what lies below them.</summary>
    public Task<Answer<IReadOnlyList<CategoryNode>>> DepartmentsAsync() => categories.GetAsync(() => catalog.CategoriesAsync(CancellationToken.None));

    public Task<Answer<DeliveryTerms>> DeliveryTermsAsync() => delivery.GetAsync(() => orders.DeliveryTermsAsync(CancellationToken.None));
}
