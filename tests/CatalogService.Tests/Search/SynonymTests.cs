using System.Net;
using System.Net.Http.Json;
using Avanii.Catalog.Contracts;

namespace Avanii.Catalog.Tests.Search;

public sealed class SynonymTests(CatalogApp app) : IClassFixture<CatalogApp>
{
    [Fact]
    public async Task Terms_that_mean_the_same_find_each_other_from_the_next_search_on()
    {
        await app.GivenProductAsync("hoody", "Hooded sweatshirt");
        Assert.Empty(await FindAsync("kapuzenpulli"));
        using var added = await AddAsync(["hooded sweatshirt", "Kapuzenpulli"]);
        Assert.Equal(["hoody"], await FindAsync("kapuzenpullis"));

        await app.GivenProductAsync("pulli", "Kapuzenpulli");
        Assert.Equal(["hoody", "pulli"], (await FindAsync("hooded sweatshirt")).Order());
        Assert.Equal(["hoody", "pulli"], (await FindAsync("Hooded-Sweatshirts")).Order());
    }

    [Fact]
    public async Task A_one_way_synonym_finds_nothing_the_other_way_round()
    {
        await app.GivenProductAsync("sofa", "Sofa of felt");
        await app.GivenProductAsync("furniture", "Furniture polish");
        using var added = await AddAsync(["furniture"], ["sofa"]);
        Assert.Equal(["furniture", "sofa"], (await FindAsync("furniture")).Order());
        Assert.Equal(["sofa"], await FindAsync("sofa"));
    }

    [Fact]
    public async Task A_change_needs_the_version_that_was_seen_and_holds_at_once()
    {
        await app.GivenProductAsync("zither", "Zither");
        using var added = await AddAsync(["zither", "cittern"]);
        var address = added.Headers.Location!.ToString();
        var tag = added.Headers.ETag!.ToString();
        Assert.Equal(["zither"], await FindAsync("cittern"));

        var change = new SynonymsRequest(["zither", "lyre"]);
        await (await SendAsync(HttpMethod.Put, address, null, change)).AssertProblemAsync((HttpStatusCode)428, "if-match-needed");
        await (await SendAsync(HttpMethod.Put, address, "\"99\"", change)).AssertProblemAsync(HttpStatusCode.PreconditionFailed, "changed-meanwhile");
        await (await SendAsync(HttpMethod.Put, address, $"W/{tag}", change)).AssertProblemAsync(HttpStatusCode.PreconditionFailed, "changed-meanwhile");
        var changed = await SendAsync(HttpMethod.Put, address, tag, change);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Empty(await FindAsync("cittern"));
        Assert.Equal(["zither"], await FindAsync("lyre"));

        await (await SendAsync(HttpMethod.Delete, address, tag)).AssertProblemAsync(HttpStatusCode.PreconditionFailed, "changed-meanwhile");
        await (await SendAsync(HttpMethod.Delete, address, null)).AssertProblemAsync((HttpStatusCode)428, "if-match-needed");
        var read = await app.Staff.GetAsync(address);
        Assert.Equal(changed.Headers.ETag, read.Headers.ETag);
        Assert.Equal(["zither", "lyre"], (await read.Content.ReadFromJsonAsync<Synonyms>())!.Terms);
        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync(HttpMethod.Delete, address, read.Headers.ETag!.ToString())).StatusCode);
        await (await app.Staff.GetAsync(address)).AssertProblemAsync(HttpStatusCode.NotFound, "unknown-synonyms");
        await (await SendAsync(HttpMethod.Delete, address, tag)).AssertProblemAsync(HttpStatusCode.NotFound, "unknown-synonyms");
        Assert.Empty(await FindAsync("lyre"));
    }

    [Theory]
    [InlineData("only one")]
    [InlineData("same|Sàme")]
    [InlineData("t-shirt|T shirts")]
    [InlineData("|empty")]
    [InlineData("!!!|marks")]
    [InlineData("the|article")]
    [InlineData("one two three four five six|many")]
    public async Task What_cannot_be_synonyms_is_refused_with_a_reason(string terms) =>
        await (await app.Staff.PostAsJsonAsync("/search/synonyms", new SynonymsRequest(terms.Split('|')))).AssertProblemAsync(HttpStatusCode.UnprocessableEntity, "inconsistent-synonyms");

    [Fact]
    public async Task Only_staff_of_the_catalogue_see_and_change_them()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Anyone.GetAsync("/search/synonyms")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Anyone.GetAsync("/search/report")).StatusCode);
        Assert.NotNull(await app.Staff.GetFromJsonAsync<List<Synonyms>>("/search/synonyms"));
    }

    private async Task<HttpResponseMessage> AddAsync(string[] terms, string[]? alsoFinds = null)
    {
        var response = await app.Staff.PostAsJsonAsync("/search/synonyms", new SynonymsRequest(terms, alsoFinds));
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return response;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string address, string? ifMatch, SynonymsRequest? body = null)
    {
        using var request = new HttpRequestMessage(method, address) { Content = body is null ? null : JsonContent.Create(body) };
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }
        return await app.Staff.SendAsync(request);
    }

    private async Task<List<string>> FindAsync(string q) =>
        [.. (await app.Anyone.GetPageAsync($"?q={Uri.EscapeDataString(q)}")).Items.Select(p => p.Slug)];
}
