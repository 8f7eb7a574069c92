using System.Net;
using System.Net.Http.Json;
using Avanii.Catalog.Contracts;
using Avanii.Orders.Contracts;

namespace Avanii.Catalog.Tests.Products;

public sealed class GetProductTests(CatalogApp app) : IClassFixture<CatalogApp>
{
    [Fact]
    public async Task A_product_page_gets_all_it_shows()
    {
        await app.GivenProductAsync("detailed", sku: "DET", colours: ["Sand", "Ink"], onHand: 3);

        var product = (await app.Anyone.GetFromJsonAsync<ProductDetails>("/products/detailed"))!;

        Assert.Equal(["Kitchen", "Mugs"], product.Path.Select(c => c.Name));
        Assert.Equal(["Dishwasher safe", "350 ml"], product.Details);
        Assert.Equal(["Colour"], product.OptionNames);
        Assert.Equal(["DET-SAND", "DET-INK"], product.Variants.Select(v => v.Sku));
        Assert.All(product.Variants, v => Assert.Equal((Availability.Low, 3, 0.20m), (v.Availability, v.AvailableUnits!.Value, v.VatRate)));
        Assert.False(product.Retired);
    }

    [Fact]
    public async Task How_many_are_left_is_told_only_when_they_are_few()
    {
        await app.GivenProductAsync("plenty", onHand: 6);
        var variant = (await app.Anyone.GetFromJsonAsync<ProductDetails>("/products/plenty"))!.Variants.Single();
        Assert.Equal((Availability.InStock, null), (variant.Availability, variant.AvailableUnits));
    }

    [Fact]
    public async Task A_retired_product_is_shown_as_such()
    {
        await app.GivenProductAsync("retired-one", retired: true);
        Assert.True((await app.Anyone.GetFromJsonAsync<ProductDetails>("/products/retired-one"))!.Retired);
    }

    [Theory]
    [InlineData("nothing-here")]
    [InlineData("%F0%9F%8D%B5")]
    [InlineData("UPPER")]
    [InlineData("..%2f..%2fsecrets")]
    public async Task An_unknown_product_is_not_found(string slug) =>
        await (await app.Anyone.GetAsync($"/products/{slug}")).AssertProblemAsync(HttpStatusCode.NotFound, "unknown-product");

    [Fact]
    public async Task A_slug_of_ten_kilobytes_is_not_found_and_not_repeated()
    {
        var problem = await (await app.Anyone.GetAsync($"/products/{new string('x', 7000)}")).AssertProblemAsync(HttpStatusCode.NotFound, "unknown-product");
        Assert.True(problem.GetRawText().Length < 1000);
    }

    [Fact]
    public async Task What_a_cache_holds_is_confirmed_until_the_product_or_its_stock_changes()
    {
        await app.GivenProductAsync("cached", sku: "CACHED-1", onHand: 6);
        using var first = await app.Anyone.GetAsync("/products/cached");

        Assert.Equal(HttpStatusCode.NotModified, (await AskAgainAsync()).StatusCode);
        await app.DeliverAsync(new OrderPlaced(Guid.CreateVersion7(), [new("CACHED-1", 1, 9.90m)]));
        Assert.Equal(HttpStatusCode.OK, (await AskAgainAsync()).StatusCode);

        async Task<HttpResponseMessage> AskAgainAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/products/cached");
            request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
            return await app.Anyone.SendAsync(request);
        }
    }
}
