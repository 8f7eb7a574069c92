using System.Net;
using System.Net.Http.Json;
using Avanii.Catalog.Contracts;
using Avanii.Testing;

namespace Avanii.Catalog.Tests.Products;

public sealed class ChangeSlugTests(CatalogApp app) : IClassFixture<CatalogApp>
{
    [Fact]
    public async Task A_product_is_found_at_each_address_that_it_ever_had_and_says_which_it_has_now()
    {
        var product = await app.GivenProductAsync("first-name", sku: "MOVED-1");
        await RenameAsync("first-name", "second-name");
        await RenameAsync("first-name", "third-name"); // by an address that it had

        foreach (var slug in (string[])["first-name", "second-name", "third-name"])
        {
            var found = (await app.Anyone.GetFromJsonAsync<ProductDetails>($"/products/{slug}"))!;
            Assert.Equal((product.Id, "third-name"), (found.Id, found.Slug));
        }
        Assert.Equal("third-name", (await app.Anyone.GetPageAsync("?q=MOVED-1")).Items.Single().Slug);
        Assert.Equal(HttpStatusCode.NoContent, (await app.Staff.PutAsJsonAsync("/variants/MOVED-1/price", new ChangePriceRequest(5, null))).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await app.Staff.PostAsync("/products/second-name/retire", null)).StatusCode);
    }

    [Fact]
    public async Task The_change_is_announced_with_the_addresses_that_caches_may_know()
    {
        await app.GivenProductAsync("told-1", sku: "TOLD");
        await RenameAsync("told-1", "told-2");
        await RenameAsync("told-2", "told-3");
        await RenameAsync("told-3", "told-3"); // nothing changed, nothing told

        var told = await Eventually.GetAsync(
            () => Task.FromResult(app.Published<ProductChanged>().Where(p => p.Slug.StartsWith("told-", StringComparison.Ordinal)).ToList()), p => p.Count >= 2);
        Assert.Equal(["told-2", "told-3"], told.OrderBy(p => p.Version).Select(p => p.Slug));
        Assert.Equal(["told-1", "told-2"], told.MaxBy(p => p.Version)!.PreviousSlugs!);
        Assert.Equal("told-3", told.MaxBy(p => p.Version)!.Variants.Single().ProductSlug);
    }

    [Fact]
    public async Task An_address_that_a_product_had_is_given_to_no_other()
    {
        await app.GivenProductAsync("kept-old");
        await app.GivenProductAsync("another");
        await RenameAsync("kept-old", "kept-new");

        await (await ChangeAsync("another", "kept-old")).AssertProblemAsync(HttpStatusCode.Conflict, "slug-taken");
        await (await ChangeAsync("another", "kept-new")).AssertProblemAsync(HttpStatusCode.Conflict, "slug-taken");
        await (await ChangeAsync("another", "export")).AssertProblemAsync(HttpStatusCode.Conflict, "slug-taken");
        await (await app.Staff.PostAsJsonAsync("/products", new CreateProductRequest(
            "kept-old", "Tea", "Nordhof", "Leaves.", [], "mugs", VatClass.Reduced, [], [new("KEPT-OLD", [], 7.90m, null, 10, null)], [])))
            .AssertProblemAsync(HttpStatusCode.Conflict, "slug-taken");
        Assert.Equal("another", (await app.Anyone.GetFromJsonAsync<ProductDetails>("/products/another"))!.Slug);
        Assert.Equal("kept-new", (await app.Anyone.GetFromJsonAsync<ProductDetails>("/products/kept-old"))!.Slug);
        Assert.Empty((await app.Anyone.GetFromJsonAsync<List<VariantFacts>>("/variants?sku=KEPT-OLD"))!);
    }

    [Fact]
    public async Task A_product_may_take_its_own_address_back()
    {
        await app.GivenProductAsync("there");
        await RenameAsync("there", "and");
        await RenameAsync("and", "there");
        Assert.Equal("there", (await app.Anyone.GetFromJsonAsync<ProductDetails>("/products/there"))!.Slug);
        Assert.Equal("there", (await app.Anyone.GetFromJsonAsync<ProductDetails>("/products/and"))!.Slug);
    }

    [Fact]
    public async Task Of_two_products_that_want_the_same_address_at_once_one_gets_it()
    {
        for (var i = 0; i < 8; i++)
        {
            await app.GivenProductAsync($"racer-{i}");
        }
        await RenameAsync("racer-0", "given-up");
        // One gives the address up, one takes it back, the others want it.
        var answers = await Task.WhenAll(Enumerable.Range(1, 7).Select(i => ChangeAsync($"racer-{i}", "racer-0"))
            .Append(ChangeAsync("given-up", "racer-0")));
        Assert.Equal(1, answers.Count(a => a.StatusCode == HttpStatusCode.NoContent));
        Assert.Equal(HttpStatusCode.NoContent, answers[^1].StatusCode);
    }

    [Fact]
    public async Task What_is_no_address_is_refused_and_what_is_not_there_not_found()
    {
        await app.GivenProductAsync("stays");
        await (await ChangeAsync("stays", "No Address")).AssertInvalidAsync("slug");
        await (await ChangeAsync("never-was", "new")).AssertProblemAsync(HttpStatusCode.NotFound, "unknown-product");
    }

    [Fact]
    public async Task Staff_move_the_product_that_they_have_seen_and_no_other_state_of_it()
    {
        var seen = (await app.GivenProductAsync("seen-here", sku: "SEEN-HERE")).Version;
        await (await app.Staff.PutAsJsonAsync("/products/seen-here/slug", new ChangeSlugRequest("seen-there"))).AssertProblemAsync(HttpStatusCode.PreconditionRequired, "if-match-needed");
        foreach (var unreadable in new[] { "W/\"1\"", "\"first\"", "*" })
        {
            await (await app.TryMoveAsync("seen-here", "seen-there", unreadable)).AssertProblemAsync(HttpStatusCode.PreconditionRequired, "if-match-needed");
        }
        // Two colleagues had the same page before them.
        var answers = await Task.WhenAll(app.TryMoveAsync("seen-here", "seen-there", $"\"{seen}\""), app.TryMoveAsync("seen-here", "seen-elsewhere", $"\"{seen}\""));
        Assert.Equal([HttpStatusCode.NoContent, HttpStatusCode.PreconditionFailed], answers.Select(a => a.StatusCode).Order());
        await answers.Single(a => !a.IsSuccessStatusCode).AssertProblemAsync(HttpStatusCode.PreconditionFailed, "changed-meanwhile");
        // Sent again because no answer came: it is done, and stays so.
        var there = (await app.Anyone.GetFromJsonAsync<ProductDetails>("/products/seen-here"))!.Slug;
        Assert.Equal(HttpStatusCode.NoContent, (await app.TryMoveAsync("seen-here", there, $"\"{seen}\"")).StatusCode);
    }

    private async Task<HttpResponseMessage> ChangeAsync(string slug, string to)
    {
        using var product = await app.Anyone.GetAsync($"/products/{slug}");
        var version = product.IsSuccessStatusCode ? (await product.Content.ReadFromJsonAsync<ProductDetails>())!.Version : 1;
        return await app.TryMoveAsync(slug, to, $"\"{version}\"");
    }

    private async Task RenameAsync(string slug, string to) => Assert.Equal(HttpStatusCode.NoContent, (await ChangeAsync(slug, to)).StatusCode);
}
