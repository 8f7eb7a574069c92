using System.Net;
using System.Net.Http.Json;
using Avanii.Catalog.Contracts;

namespace Avanii.Catalog.Tests.Products;

public sealed class LookUpVariantsTests(CatalogApp app) : IClassFixture<CatalogApp>
{
    [Fact]
    public async Task Facts_of_known_skus_are_given_and_unknown_ones_left_out()
    {
        await app.GivenProductAsync("looked-up", "Teapot", sku: "POT", colours: ["Sand", "Ink"], price: 45, compareAtPrice: 50);
        await app.GivenProductAsync("looked-up-retired", sku: "OLD-POT", retired: true);

        var facts = (await app.Anyone.GetFromJsonAsync<VariantFacts[]>("/variants?sku=POT-INK&sku=OLD-POT&sku=UNKNOWN&sku=%00&sku=pot-sand&sku=🍵&sku="))!;

        Assert.Equal(["OLD-POT", "POT-INK"], facts.Select(f => f.Sku));
        Assert.True(facts[0].Retired);
        Assert.Equal(
            new VariantFacts("POT-INK", "Teapot", "looked-up", "Ink", 45, 50, 0.20m, null, false, Availability.InStock, 1, 1), facts[1]);
    }

    [Fact]
    public async Task A_hundred_can_be_asked_for_at_once_and_no_more()
    {
        Assert.Empty((await app.Anyone.GetFromJsonAsync<VariantFacts[]>(Query(100)))!);
        await (await app.Anyone.GetAsync(Query(101))).AssertProblemAsync(HttpStatusCode.BadRequest, "bad-sku-count");
        await (await app.Anyone.GetAsync("/variants")).AssertProblemAsync(HttpStatusCode.BadRequest, "bad-sku-count");

        static string Query(int count) => "/variants?" + string.Join('&', Enumerable.Range(0, count).Select(i => $"sku=S-{i}"));
    }
}
