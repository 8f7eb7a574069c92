using Avanii.Catalog.Contracts;
using Avanii.Orders.Contracts;
using Avanii.Web.Freshness;

namespace Avanii.Web.Clients;

/// <summary>What nearly every page shows, whoever looks at it.</summary>
public sealed class StandingFacts(CatalogClient catalog, OrderClient orders, AnswerCache answers)
{
    private const string Tree = "tree", Delivery = "delivery";

    /// <summary>The departments, with what lies below them.</summary>
    public async Task<Answer<IReadOnlyList<CategoryNode>>> DepartmentsAsync()
    {
        var known = await answers.GetAsync(Topics.Categories, Tree, AskForDepartmentsAsync);
        return known.Value is { Count: 0 } ? await DepartmentsNowAsync() : known; // a shop that is being filled: nobody is to wait for the next round
    }

    /// <summary>The same, asked anew: somebody has seen that there is more than was known.</summary>
    public Task<Answer<IReadOnlyList<CategoryNode>>> DepartmentsNowAsync() => answers.RefreshAsync(Topics.Categories, Tree, AskForDepartmentsAsync);

    public Task<Answer<DeliveryTerms>> DeliveryTermsAsync() => answers.GetAsync(Topics.Terms, Delivery, AskForTermsAsync);

    /// <summary>Asks for all of it anew.</summary>
    public Task RefreshAsync() => Task.WhenAll(
        answers.RefreshAsync(Topics.Categories, Tree, AskForDepartmentsAsync),
        answers.RefreshAsync(Topics.Terms, Delivery, AskForTermsAsync));

    private Task<Answer<IReadOnlyList<CategoryNode>>> AskForDepartmentsAsync() => catalog.CategoriesAsync(CancellationToken.None);

    private Task<Answer<DeliveryTerms>> AskForTermsAsync() => orders.DeliveryTermsAsync(CancellationToken.None);
}
