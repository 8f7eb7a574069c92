using Avanii.Testing;

namespace Avanii.Catalog.Tests.Products;

public sealed class DatabaseBudgetTests(CatalogApp app) : IClassFixture<CatalogApp>
{
    [Theory]
    [InlineData("?limit=5", 2)] // what has changed, and the tiles
    [InlineData("?category=kitchen&facets=true", 2)]
    [InlineData("?category=mugs&facets=true&colour=Red&size=M&brand=Nordhof&minPrice=5&inStock=true&sort=rating", 2)]
    [InlineData("?q=stoneware&facets=true", 3)] // what the words mean as well; the hits come with what has changed
    [InlineData("?facets=true&colour=Red&limit=5", 3)] // and which variants fit what was chosen
    [InlineData("?q=stoneware&facets=true&sort=price&colour=Red", 4)]
    [InlineData("?brand=Nobody&facets=true", 1)] // nothing to show
    public async Task A_list_with_all_its_counts_is_two_commands_and_a_search_three(string query, int budget)
    {
        for (var i = 0; i < 3; i++)
        {
            await app.GivenProductAsync(colours: ["Red", "Blue"]);
        }
        await app.Anyone.GetPageAsync("?q=stoneware"); // synonyms are read once

        using var commands = new DatabaseCommands();
        await app.Anyone.GetPageAsync(query);
        Assert.True(commands.Seen.Count <= budget, string.Join("\n\n", commands.Seen));
        Assert.NotEmpty(commands.Seen);
    }
}
