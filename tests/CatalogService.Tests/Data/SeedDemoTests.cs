using System.Net.Http.Json;
using Avanii.Catalog.Contracts;
using Avanii.Catalog.Data;
using Avanii.Catalog.Tests.Reviews;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Avanii.Catalog.Tests.Data;

public sealed class SeedDemoTests(CatalogApp app) : IClassFixture<CatalogApp>
{
    [Fact]
    public async Task The_demo_goods_have_a_past_to_show()
    {
        await app.QueryAsync(db => db.Categories.ExecuteDeleteAsync()); // it brings the demo's
        await using (var scope = app.Services.CreateAsyncScope())
        {
            Assert.True(await scope.ServiceProvider.GetRequiredService<SeedDemo>().RunAsync(_ => { }, CancellationToken.None, drawAll: false));
        }
        var mug = (await app.Anyone.GetFromJsonAsync<ProductDetails>("/products/stoneware-mug"))!;
        Assert.Equal((3.8m, 5), (mug.Rating, mug.RatingCount));
        var reviews = await app.ReviewsAsync("stoneware-mug");
        Assert.Equal([0, 1, 1, 1, 2], reviews.Summary.Stars);
        Assert.All(reviews.Items, r => Assert.True(r is { Verified: true, Name.Length: > 0 }));
        Assert.Contains(reviews.Items, r => r.Reply is not null);
        Assert.InRange(await app.QueryAsync(db => db.Reviews.CountAsync(r => r.State == ReviewState.Published)), 55, 70);
        Assert.NotEmpty((await app.Staff.GetFromJsonAsync<StaffReviewPage>("/reviews?state=Pending"))!.Items);

        var related = (await app.Anyone.GetFromJsonAsync<RelatedProducts>("/products/stoneware-mug/related"))!;
        Assert.Equal("house-coffee", related.BoughtTogether[0].Slug);
        Assert.Equal((4, 8), (related.BoughtTogether.Count, related.Related.Count));
        Assert.InRange(await app.QueryAsync(db => db.Products.CountAsync(p => p.SoldUnits > 0)), 60, 120);
        Assert.True(await app.QueryAsync(db => db.Stock.AllAsync(s => s.Held == 0))); // what was sold is not on hand any more, and nothing is held
    }
}
