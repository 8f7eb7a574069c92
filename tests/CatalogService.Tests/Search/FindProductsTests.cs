using Microsoft.EntityFrameworkCore;

namespace Avanii.Catalog.Tests.Search;

public sealed class FindProductsTests(CatalogApp app) : IClassFixture<CatalogApp>
{
    private const int Most = 60, Ranked = 20; // as the app is set

    [Fact]
    public async Task Of_too_many_hits_the_best_selling_come_first_and_paging_shows_each_once_whatever_was_expected()
    {
        for (var i = 0; i <= Most; i++)
        {
            await app.GivenProductAsync($"gong-{i:00}", $"Gamelan {(i % 2 == 0 ? "gong" : "drum")}", description: "A gong, a drum.");
        }
        var soldWell = Enumerable.Range(0, Ranked).Select(i => $"gong-{i:00}").ToArray();
        await app.QueryAsync(db => db.Products.Where(p => soldWell.Contains(p.Slug)).ExecuteUpdateAsync(set => set.SetProperty(p => p.SoldUnits, 7)));
        var expected = Enumerable.Range(0, Ranked).OrderByDescending(i => i % 2 == 0).ThenByDescending(i => i)
            .Concat(Enumerable.Range(Ranked, Most + 1 - Ranked).Reverse()).Select(i => $"gong-{i:00}").ToList();

        Assert.Equal(expected, await PageAsync()); // the vocabulary may not know the words yet
        await app.KnowsWordAsync("gong", Most + 1);
        Assert.Equal(expected, await PageAsync());
    }

    private async Task<List<string>> PageAsync()
    {
        var slugs = new List<string>();
        string? cursor = null;
        do
        {
            var page = await app.Anyone.GetPageAsync($"?q=gong&limit=15&cursor={cursor}");
            Assert.Equal(Most + 1, page.Total);
            slugs.AddRange(page.Items.Select(p => p.Slug));
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return slugs;
    }
}
