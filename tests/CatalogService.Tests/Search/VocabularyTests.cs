using Avanii.Catalog.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Avanii.Catalog.Tests.Search;

public sealed class VocabularyTests(CatalogApp app) : IClassFixture<CatalogApp>
{
    [Fact]
    public async Task Words_are_those_of_products_on_sale_and_each_product_counts_once()
    {
        await app.GivenProductAsync("gone-scarf", "Scarf", colours: ["Chartreuse"], retired: true);
        await app.GivenProductAsync("scarf", "Scarf", colours: ["Light vermilion", "Dark vermilion", "Vermilion"]);
        await app.KnowsWordAsync("vermilion");
        var vocabulary = app.Services.GetRequiredService<Vocabulary>();
        Assert.Equal(1, vocabulary.TextsWith("vermilion"));
        Assert.Equal(0, vocabulary.TextsWith("chartreuse"));
        Assert.Null((await app.Anyone.GetPageAsync("?q=chartruse")).Search?.CorrectedTo);
    }

    [Fact]
    public async Task They_follow_each_change_of_a_text()
    {
        var product = await app.GivenProductAsync("renamed", "Bombarde");
        await app.KnowsWordAsync("bombarde");
        await app.QueryAsync(db => db.Products.Where(p => p.Id == product.Id).ExecuteUpdateAsync(set => set.SetProperty(p => p.Name, "Crumhorn")));
        await app.KnowsWordAsync("crumhorn");
        Assert.Equal(0, app.Services.GetRequiredService<Vocabulary>().TextsWith("bombarde"));
    }
}
