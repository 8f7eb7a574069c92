using System.Net.Http.Json;
using Avanii.Catalog.Contracts;
using Avanii.Testing;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Catalog.Tests.Search;

public sealed class SuggestionTests(CatalogApp app) : IClassFixture<CatalogApp>
{
    [Fact]
    public async Task Products_and_categories_that_begin_so_are_suggested()
    {
        for (var i = 0; i < 6; i++)
        {
            await app.GivenProductAsync(name: $"Mugwort tea {i}", price: 5);
        }
        var suggestions = await SuggestAsync("mug");
        Assert.Equal(5, suggestions.Products.Count);
        Assert.All(suggestions.Products, p => Assert.StartsWith("Mugwort tea", p.Name));
        Assert.Equal((5m, "EUR"), (suggestions.Products[0].Price, suggestions.Products[0].Currency));
        Assert.Equal(["mugs"], suggestions.Categories.Select(c => c.Slug));
        Assert.Equal(5, (await SuggestAsync("tea mugw")).Products.Count);
    }

    [Fact]
    public async Task They_are_asked_for_anew_each_time()
    {
        using var response = await app.Anyone.GetAsync("/search/suggestions?q=m");
        Assert.Equal("no-cache", response.Headers.CacheControl?.ToString());
    }

    [Fact]
    public async Task A_retired_product_is_not_suggested()
    {
        await app.GivenProductAsync("gone-harp", "Harp", retired: true);
        Assert.Empty((await SuggestAsync("har")).Products);
    }

    [Fact]
    public async Task A_misspelt_word_is_suggested_for_too()
    {
        await app.GivenProductAsync("accordion", "Accordion");
        await Eventually.IsTrue(() => app.QueryAsync(db => db.SearchWords.AnyAsync(w => w.Word == "accordion")), TimeSpan.FromSeconds(60));
        Assert.Equal(["accordion"], (await SuggestAsync("acordian")).Products.Select(p => p.Slug));
    }

    [Fact]
    public async Task Searches_of_several_that_found_something_are_suggested_and_no_others()
    {
        await app.GivenProductAsync("flute", "Flute of boxwood");
        for (var i = 0; i < 3; i++)
        {
            await app.Anyone.GetPageAsync("?q=flute boxwood");
            await app.Anyone.GetPageAsync("?q=flute zzzz");
        }
        await app.Anyone.GetPageAsync("?q=flute of boxwood");
        await Eventually.IsTrue(async () => (await SuggestAsync("flut")).Searches.Count > 0, TimeSpan.FromSeconds(60));
        Assert.Equal(["flute boxwood"], (await SuggestAsync("Flüt")).Searches);
    }

    [Fact]
    public async Task A_suggestion_costs_one_statement_and_few_when_it_looks_twice()
    {
        await app.GivenProductAsync("drum", "Drum");
        await SuggestAsync("xylophones");
        using (var one = new DatabaseCommands())
        {
            await SuggestAsync("dru");
            Assert.Single(one.Seen);
        }
        using var several = new DatabaseCommands();
        await SuggestAsync("xylophones");
        Assert.InRange(several.Seen.Count, 1, 5);
    }

    private async Task<SearchSuggestions> SuggestAsync(string q) =>
        (await app.Anyone.GetFromJsonAsync<SearchSuggestions>($"/search/suggestions?q={Uri.EscapeDataString(q)}"))!;
}
