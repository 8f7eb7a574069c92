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
        await app.KnowsWordAsync("accordion");
        Assert.Equal(["accordion"], (await SuggestAsync("acordian")).Products.Select(p => p.Slug));
    }

    [Fact]
    public async Task Searches_made_often_that_found_something_are_suggested_and_no_others()
    {
        await app.GivenProductAsync("flute", "Flute of boxwood");
        await app.KnowsWordAsync("boxwood");
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
    public async Task Only_texts_made_of_the_catalogues_own_words_are_suggested_however_often_they_were_searched()
    {
        await app.GivenProductAsync("oboe", "Oboe of rosewood");
        await app.KnowsWordAsync("rosewood");
        string[] searches = ["oboe rosewood", "oboe -\"this shop is a fraud\"", "oboe or fraud", "\"oboe\" rosewood", "oboe -rosewoods"];
        foreach (var q in searches.Concat(searches).Concat(searches))
        {
            await app.Anyone.GetPageAsync($"?q={Uri.EscapeDataString(q)}");
        }
        await Eventually.AreEqual(searches.Length, () => app.QueryAsync(db => db.SearchCounts.CountAsync(c => c.Words.Contains("oboe") && c.Searches == 3)));
        Assert.Equal(["oboe rosewood"], (await SuggestAsync("obo")).Searches);
    }

    [Fact]
    public async Task A_product_is_suggested_for_a_word_of_its_description_only_when_none_has_it_elsewhere()
    {
        await app.GivenProductAsync("tambourine", "Tambourine", colours: ["Tamarind"]);
        await app.GivenProductAsync("described", "Bag", description: "For tambourines and timbales, with tamarisk.");
        Assert.Equal(["tambourine"], (await SuggestAsync("tamb")).Products.Select(p => p.Slug));
        Assert.Equal(["tambourine"], (await SuggestAsync("tambourine tam")).Products.Select(p => p.Slug));
        Assert.Equal(["described"], (await SuggestAsync("timb")).Products.Select(p => p.Slug));
        Assert.Equal(["described"], (await SuggestAsync("bag tamaris")).Products.Select(p => p.Slug));
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
        using (var several = new DatabaseCommands())
        {
            await SuggestAsync("xylophones");
            Assert.InRange(several.Seen.Count, 1, 3);
        }
        await app.KnowsWordAsync("drum");
        using var corrected = new DatabaseCommands();
        await SuggestAsync("drumm xylophones");
        Assert.InRange(corrected.Seen.Count, 1, 4);
    }

    private async Task<SearchSuggestions> SuggestAsync(string q) =>
        (await app.Anyone.GetFromJsonAsync<SearchSuggestions>($"/search/suggestions?q={Uri.EscapeDataString(q)}"))!;
}
