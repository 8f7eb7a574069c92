using System.Net;
using System.Net.Http.Json;
using Avanii.Catalog.Contracts;
using Avanii.Orders.Contracts;

namespace Avanii.Catalog.Tests.Products;

public sealed class ExportProductsTests(CatalogApp app) : IClassFixture<CatalogApp>
{
    [Fact]
    public async Task Every_product_on_sale_is_exported_once_and_no_retired_one()
    {
        for (var i = 0; i < 7; i++)
        {
            await app.GivenProductAsync($"all-{i}", retired: i == 3);
        }
        var exported = await ExportAsync(limit: 2);
        Assert.Equal(["all-0", "all-1", "all-2", "all-4", "all-5", "all-6"], exported.Select(p => p.Slug).Where(s => s.StartsWith("all-", StringComparison.Ordinal)).Order());
        Assert.Equal(exported.Count, exported.DistinctBy(p => p.Slug).Count());
    }

    [Fact]
    public async Task A_product_is_exported_with_all_that_a_list_of_goods_shows()
    {
        await app.GivenProductAsync("whole", name: "Whole mug", sku: "WHOLE", price: 18, compareAtPrice: 22.5m, colours: ["Sand", "Ink"], onHand: 3);
        var product = (await ExportAsync(1000)).Single(p => p.Slug == "whole");
        Assert.Equal(("Whole mug", "Nordhof", "Keeps tea warm."), (product.Name, product.Brand, product.Description));
        Assert.Equal(["kitchen", "mugs"], product.Path.Select(c => c.Slug));
        Assert.Equal(["Colour"], product.OptionNames);
        Assert.Equal(["WHOLE-SAND", "WHOLE-INK"], product.Variants.Select(v => v.Sku));
        Assert.All(product.Variants, v => Assert.Equal((18m, 22.5m, Availability.Low), (v.Price, v.CompareAtPrice, v.Availability)));
    }

    [Fact]
    public async Task The_time_of_the_last_change_moves_with_the_price_and_the_address_and_not_with_the_stock()
    {
        var made = await app.GivenProductAsync("timed", sku: "TIMED", onHand: 6);
        Assert.Equal(made.CreatedAt, await UpdatedAtAsync("timed"));

        await app.DeliverAsync(new OrderPlaced(Guid.CreateVersion7(), [new("TIMED", 3, 9.90m)]));
        Assert.Equal(Availability.Low, (await ExportAsync(1000)).Single(p => p.Slug == "timed").Variants.Single().Availability);
        Assert.Equal(made.CreatedAt, await UpdatedAtAsync("timed"));

        (await app.Staff.PutAsJsonAsync("/variants/TIMED/price", new ChangePriceRequest(12, null))).EnsureSuccessStatusCode();
        var repriced = await UpdatedAtAsync("timed");
        Assert.InRange(repriced, DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(5));
        Assert.Equal(repriced, (await app.Anyone.GetFromJsonAsync<ProductDetails>("/products/timed"))!.UpdatedAt);

        (await app.Staff.PutAsJsonAsync("/variants/TIMED/price", new ChangePriceRequest(12, null))).EnsureSuccessStatusCode(); // the price it has
        Assert.Equal(repriced, await UpdatedAtAsync("timed"));

        await app.MoveAsync("timed", "timed-again");
        var moved = await UpdatedAtAsync("timed-again");
        Assert.True(moved > repriced);

        (await app.Staff.PostAsync("/products/timed-again/retire", null)).EnsureSuccessStatusCode();
        Assert.True((await app.Anyone.GetFromJsonAsync<ProductDetails>("/products/timed-again"))!.UpdatedAt > moved);
    }

    [Theory]
    [InlineData("?limit=0")]
    [InlineData("?limit=1001")]
    [InlineData("?after=nonsense")]
    public async Task A_part_that_cannot_be_asked_for_is_refused(string query) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await app.Anyone.GetAsync("/products/export" + query)).StatusCode);

    [Fact]
    public async Task Behind_the_last_product_there_is_nothing() =>
        Assert.Equal((0, null), await app.Anyone.GetFromJsonAsync<ExportPage>($"/products/export?after={Guid.AllBitsSet}") is { } page ? (page.Items.Count, page.Next) : default);

    private async Task<DateTimeOffset> UpdatedAtAsync(string slug) => (await ExportAsync(1000)).Single(p => p.Slug == slug).UpdatedAt;

    private async Task<List<ExportedProduct>> ExportAsync(int limit)
    {
        var all = new List<ExportedProduct>();
        Guid? after = null;
        do
        {
            var page = (await app.Anyone.GetFromJsonAsync<ExportPage>($"/products/export?limit={limit}{(after is null ? "" : $"&after={after}")}"))!;
            Assert.InRange(page.Items.Count, 0, limit);
            Assert.Equal("EUR", page.Currency);
            all.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null);
        return all;
    }
}
