using Avanii.Catalog.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Avanii.Catalog.Tests.Data;

public sealed class GenerateProductsTests(CatalogApp app) : IClassFixture<CatalogApp>
{
    [Fact]
    public async Task Generated_products_can_be_listed_and_found_and_a_later_run_adds_only_what_is_missing()
    {
        await app.QueryAsync(db => db.Categories.ExecuteDeleteAsync()); // it brings the demo's
        await GenerateAsync(110);
        var before = await ListAsync();
        await GenerateAsync(120);
        var after = await ListAsync();

        Assert.Equal(109, before.Count); // one in a hundred is retired
        Assert.Equal(119, after.Count);
        Assert.Equal(before, after.Skip(10)); // newest first
        Assert.NotEmpty((await app.Anyone.GetPageAsync("?q=stoneware")).Items);
        Assert.Equal(after[^1], (await app.Anyone.GetPageAsync("?q=GEN-000000-1")).Items.Single().Slug);
        Assert.InRange(await app.QueryAsync(db => db.Images.CountAsync()), 60, 77); // a pool and the categories' own
        Assert.All((await app.Anyone.GetPageAsync("?limit=100")).Items, tile => Assert.NotNull(tile.ImageHash));

        await using var scope = app.Services.CreateAsyncScope();
        Assert.False(await scope.ServiceProvider.GetRequiredService<SeedDemo>().RunAsync(_ => { }, CancellationToken.None)); // not empty
    }

    private async Task GenerateAsync(int count)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<GenerateProducts>().RunAsync(count, _ => { }, CancellationToken.None);
    }

    private Task<List<string>> ListAsync() => app.Anyone.GetAllPagesAsync("?sort=newest", limit: 50);
}
