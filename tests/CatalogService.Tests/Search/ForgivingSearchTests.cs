using Avanii.Catalog.Contracts;
using Avanii.Testing;

namespace Avanii.Catalog.Tests.Search;

public sealed class ForgivingSearchTests(CatalogApp app) : IClassFixture<CatalogApp>
{
    [Fact]
    public async Task A_misspelt_word_is_corrected_and_said_so_only_when_it_finds_nothing()
    {
        await app.GivenProductAsync("samovar", "Copper samovar");
        await app.KnowsWordAsync("samovar");

        var corrected = await FindAsync("coper samowar");
        Assert.Equal("samovar", corrected.Items[0].Slug);
        Assert.Equal("copper samovar", corrected.Search?.CorrectedTo);
        Assert.Null((await FindAsync("copper samovar")).Search);
        Assert.Null((await FindAsync("copp")).Search); // not misspelt, only not finished
    }

    [Fact]
    public async Task Words_that_only_link_others_are_left_as_they_are_and_cost_no_further_look()
    {
        await app.GivenProductAsync("desk-lamp", "Lamp for the desk", description: "Four of them in the sand.");
        await app.GivenProductAsync("salt-mill", "Salt and pepper mill");
        await app.KnowsWordAsync("sand");
        await app.KnowsWordAsync("mill");

        var corrected = await FindAsync("lamp for desck");
        Assert.Equal(("desk-lamp", "lamp for desk"), (corrected.Items[0].Slug, corrected.Search?.CorrectedTo));

        using var commands = new DatabaseCommands();
        Assert.Null((await FindAsync("salt and pepper mill")).Search);
        Assert.InRange(commands.Seen.Count, 1, 3);
    }

    [Fact]
    public async Task What_was_typed_is_shown_and_a_word_that_finds_much_more_is_offered()
    {
        await app.GivenProductAsync("misprint", "Terrakotta dish");
        for (var i = 0; i < 6; i++)
        {
            await app.GivenProductAsync(name: $"Terracotta dish {i}");
        }
        await app.KnowsWordAsync("terracotta", 6);

        var page = await FindAsync("terrakotta dish");
        Assert.Equal(["misprint"], page.Items.Select(p => p.Slug));
        Assert.Equal("terracotta dish", page.Search?.DidYouMean);
        Assert.Null(page.Search?.CorrectedTo);
    }

    [Fact]
    public async Task When_no_product_has_all_words_those_with_some_are_shown()
    {
        await app.GivenProductAsync("bellows", "Leather bellows");
        var page = await FindAsync("bellows unicorn");
        Assert.Equal(["bellows"], page.Items.Select(p => p.Slug));
        Assert.True(page.Search?.Relaxed);
    }

    [Fact]
    public async Task When_nothing_fits_there_is_something_to_look_at_instead()
    {
        await app.GivenProductAsync("sold-out", onHand: 0);
        await app.GivenProductAsync("to-be-had");
        var page = await FindAsync("xylophone");

        Assert.Empty(page.Items);
        Assert.Equal(0, page.Total);
        Assert.InRange(page.Search!.Instead.Count, 1, 8);
        Assert.DoesNotContain("sold-out", page.Search.Instead.Select(p => p.Slug));
        Assert.Contains("to-be-had", page.Search.Instead.Select(p => p.Slug));
        Assert.InRange(page.Search.Categories.Count, 1, 4);
        Assert.Equal("hats", (await FindAsync("hats of felted unicorns", "&category=mugs")).Search?.Categories[0].Slug);
    }

    [Fact]
    public async Task A_category_that_leaves_nothing_over_does_not_change_what_the_words_mean()
    {
        await app.GivenProductAsync("astrolabe", "Astrolabe", category: "hats");
        var page = await FindAsync("astrolabe", "&category=mugs");
        Assert.Empty(page.Items);
        Assert.True(page.Search?.FoundElsewhere);
        Assert.Null(page.Search?.CorrectedTo);
    }

    [Theory]
    [InlineData("KETTLE-77-X")]
    [InlineData("kettle77x")]
    [InlineData("Kettle 77 x")]
    [InlineData("KETTLE-7")]
    [InlineData("kettle7")]
    [InlineData("kettle-77-")]
    public async Task A_sku_or_its_beginning_comes_first_however_it_is_written(string q)
    {
        if ((await FindAsync("KETTLE-77-X")).Items.All(p => p.Slug != "by-sku"))
        {
            await app.GivenProductAsync("by-sku", "Something that boils", sku: "KETTLE-77-X");
            await app.GivenProductAsync("by-name", "Kettle kettle77 7 77 x");
        }
        Assert.Equal("by-sku", (await FindAsync(q)).Items[0].Slug);
    }

    [Fact]
    public async Task A_word_that_begins_a_sku_by_chance_is_a_word_first()
    {
        await app.GivenProductAsync("stov-e", "Oven", sku: "STO-VE-1");
        await app.GivenProductAsync("stove", "Camping stove");
        Assert.Equal(["stove", "stov-e"], (await FindAsync("stove")).Items.Select(p => p.Slug));
    }

    [Theory]
    [InlineData("q", 4)] // reads the words, looks for them with what has changed, and reads what is shown: the page, or two kinds of things instead
    [InlineData("stoneware mug", 3)]
    [InlineData("stonewear mug", 3)]
    [InlineData("xylophone quartet", 5)]
    [InlineData("\"stoneware mug\"", 3)]
    public async Task A_search_costs_few_statements(string q, int most)
    {
        await app.GivenProductAsync();
        await app.KnowsWordAsync("stoneware");
        await FindAsync(q); // synonyms are read once
        using var commands = new DatabaseCommands();
        await FindAsync(q);
        Assert.InRange(commands.Seen.Count, 1, most);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("%_*")]
    [InlineData("100%")]
    [InlineData("the of and")]
    [InlineData("the")]
    [InlineData("mug & | ! <-> ( ) : ' \"")]
    [InlineData("'mug':*")]
    [InlineData("\"mug")]
    [InlineData("mug'")]
    [InlineData("o'clock d’or 0.5 1/2 a-b-c-")]
    [InlineData("🍵 mug 🍵")]
    [InlineData("mug\\")]
    [InlineData("mug\\':*")]
    [InlineData("one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen")]
    [InlineData("x x x x x x x x x x x x x x x x x x x x")]
    public async Task Whatever_is_typed_gets_an_answer_with_something_to_look_at(string q)
    {
        await app.GivenProductAsync();
        var page = await FindAsync(q);
        Assert.True(page.Items.Count + (page.Search?.Instead.Count ?? 0) > 0);
        (await app.Anyone.GetAsync($"/search/suggestions?q={Uri.EscapeDataString(q)}")).EnsureSuccessStatusCode();
    }

    private async Task<ProductPage> FindAsync(string q, string more = "") => await app.Anyone.GetPageAsync($"?q={Uri.EscapeDataString(q)}{more}");
}
