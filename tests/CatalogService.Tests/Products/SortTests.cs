using System.Net;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Catalog.Tests.Products;

public sealed class SortTests(CatalogApp app) : IClassFixture<CatalogApp>
{
    [Fact]
    public async Task One_review_of_five_stars_does_not_beat_forty_of_four_point_eight()
    {
        var shelf = new Shelf(app, "Wellthoughtof");
        await shelf.AddAsync("ra-none");
        await shelf.AddAsync("ra-one-of-5", rating: 5, ratings: 1);
        await shelf.AddAsync("ra-40-of-4-8", rating: 4.8m, ratings: 40);
        await shelf.AddAsync("ra-90-of-2", rating: 2, ratings: 90);
        await shelf.AddAsync("ra-usual-1", rating: 3.5m, ratings: 1);
        await shelf.AddAsync("ra-usual-9", rating: 3.5m, ratings: 9);

        Assert.Equal(["ra-40-of-4-8", "ra-one-of-5", "ra-usual-9", "ra-usual-1", "ra-90-of-2", "ra-none"], await SlugsAsync("?q=wellthoughtof&sort=rating"));
    }

    [Fact]
    public async Task Best_selling_goes_by_units()
    {
        var shelf = new Shelf(app, "Evergreen");
        foreach (var (slug, sold) in new[] { ("bs-few", 2), ("bs-many", 300), ("bs-none", 0) })
        {
            await shelf.AddAsync(slug, sold: sold);
        }

        Assert.Equal(["bs-many", "bs-few", "bs-none"], await SlugsAsync("?q=evergreen&sort=best-selling"));
    }

    [Theory]
    [InlineData("newest")]
    [InlineData("price")]
    [InlineData("price-desc")]
    [InlineData("name")]
    [InlineData("rating")]
    [InlineData("best-selling")]
    [InlineData("relevance")]
    public async Task Products_that_do_not_change_are_seen_once_while_others_come_change_and_go(string sort)
    {
        var brand = $"Moving {sort.Replace('-', ' ')}";
        var shelf = new Shelf(app, brand);
        var prefix = sort.Replace("-", "", StringComparison.Ordinal);
        for (var i = 0; i < 24; i++) // many at the same place
        {
            await shelf.AddAsync($"{prefix}-{i:D2}", price: 10 + i % 3, rating: 3 + i % 2, ratings: i % 3, sold: i % 4);
        }
        var query = $"?q=\"{Uri.EscapeDataString(brand)}\"&sort={sort}";
        var before = await SlugsAsync($"{query}&limit=100");

        var (seen, leaving) = (new List<string>(), new HashSet<string>());
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await app.Anyone.GetPageAsync($"{query}&limit=5&cursor={cursor}");
            seen.AddRange(page.Items.Select(p => p.Slug));
            cursor = page.NextCursor;
            // The one the cursor stands at is retired, the next one moves, and something is added.
            leaving.Add(seen[^1]);
            (await app.Staff.PostAsync($"/products/{seen[^1]}/retire", null)).EnsureSuccessStatusCode();
            if (before.IndexOf(seen[^1]) + 1 is var next && next < before.Count)
            {
                leaving.Add(before[next]);
                var slug = before[next];
                await app.QueryAsync(db => db.Products.Where(p => p.Slug == slug).ExecuteUpdateAsync(set => set
                    .SetProperty(p => p.LowestPrice, p => 25 - p.LowestPrice).SetProperty(p => p.RatingCount, 7).SetProperty(p => p.SoldUnits, 9).SetProperty(p => p.SortName, "moved")));
            }
            await shelf.AddAsync($"{prefix}-new-{seen.Count}", price: 11, rating: 4, ratings: 2, sold: 2);
        }

        Assert.Equal(before.Where(slug => !leaving.Contains(slug)), seen.Where(slug => before.Contains(slug) && !leaving.Contains(slug)));
    }

    [Fact]
    public async Task A_cursor_is_good_for_its_own_choice_only_in_whatever_order_it_is_made()
    {
        var shelf = new Shelf(app, "Bound");
        await shelf.AddAsync("bo-1", ["Colour"], [(["Red"], 10, 5, null)]);
        await shelf.AddAsync("bo-2", ["Colour"], [(["Blue"], 10, 5, null)]);
        const string Choice = "colour=Red&colour=Blue&brand=Bound&minPrice=1&maxPrice=50&inStock=true";
        var cursor = (await app.Anyone.GetPageAsync($"?limit=1&{Choice}")).NextCursor!;

        Assert.Single((await app.Anyone.GetPageAsync($"?limit=1&maxPrice=1&minPrice=50.00&inStock=true&brand=bound&colour=blue&option.Colour=red&facets=true&cursor={cursor}")).Items);
        foreach (var other in new[]
        {
            "", Choice.Replace("Blue", "Green"), Choice.Replace("colour=Blue", "size=Blue"), Choice.Replace("brand=Bound", ""), Choice.Replace("minPrice=1&", ""),
            Choice.Replace("50", "51"), Choice.Replace("inStock=true", ""), Choice + "&minRating=1", Choice + "&onSale=true", Choice + "&option.scent=Cedar",
        })
        {
            await (await app.Anyone.GetAsync($"/products?limit=1&{other}&cursor={cursor}")).AssertProblemAsync(HttpStatusCode.BadRequest, "bad-cursor");
        }
    }

    private async Task<List<string>> SlugsAsync(string query) => [.. (await app.Anyone.GetPageAsync(query)).Items.Select(p => p.Slug)];
}
