using System.Net;

namespace Avanii.Catalog.Tests.Search;

public sealed class SearchTests(CatalogApp app) : IClassFixture<CatalogApp>
{
    [Theory]
    [InlineData("cafe creme")]
    [InlineData("Café Crème")]
    [InlineData("CAFÉ")]
    public async Task Accents_and_case_make_no_difference(string q)
    {
        var slug = await app.GivenProductAsync(name: "Café crème cup");
        Assert.Contains(slug.Slug, await FindAsync(q));
    }

    [Theory]
    [InlineData("terracotta", "the name")]
    [InlineData("terracottas", "another form of the word")]
    [InlineData("terra", "the beginning of the word")]
    [InlineData("planter terracot", "another word, and the beginning of one")]
    [InlineData("gardenia", "the brand")]
    [InlineData("hats terracotta", "the category")]
    [InlineData("ochre", "an option")]
    [InlineData("drainage", "the description")]
    [InlineData("tpt-9-ochre", "a SKU, in whatever case")]
    [InlineData("\"terracotta planter\"", "a phrase")]
    [InlineData("terracotta -glazed", "without another word")]
    [InlineData("unicorn or terracotta", "either word")]
    public async Task A_product_is_found_by(string q, string what)
    {
        if (!(await FindAsync("terracotta planter")).Contains("terracotta-planter"))
        {
            await app.GivenProductAsync(
                "terracotta-planter", "Terracotta planter", "Gardenia", "With a hole for drainage.", "hats", sku: "TPT-9", colours: ["Ochre", "Brick"]);
        }
        Assert.True((await FindAsync(q)).Contains("terracotta-planter"), what);
    }

    [Theory]
    [InlineData("unicorn")]
    [InlineData("\"lantern unicorn\"")]
    [InlineData("lantern -camping")]
    [InlineData("\"camping lantern\"")]
    public async Task Words_that_do_not_fit_find_nothing(string q)
    {
        if ((await FindAsync("lantern")).Count == 0)
        {
            await app.GivenProductAsync("lantern", "Lantern for camping");
        }
        Assert.Empty(await FindAsync(q));
    }

    [Fact]
    public async Task A_name_counts_for_more_than_a_description_and_a_sku_for_most()
    {
        await app.GivenProductAsync("in-description", "Tin", description: "Goes with a samovar.");
        await app.GivenProductAsync("in-name", "Samovar");
        await app.GivenProductAsync("in-sku", "Something else", sku: "SAMOVAR");

        Assert.Equal(["in-sku", "in-name", "in-description"], await FindAsync("samovar"));
    }

    [Fact]
    public async Task A_search_can_be_narrowed_to_a_category_and_ordered_by_price()
    {
        await app.GivenProductAsync("cheap-felt-hat", "Felt", category: "hats", price: 5);
        await app.GivenProductAsync("felt-hat", "Felt", category: "hats", price: 50);
        await app.GivenProductAsync("felt-mug", "Felt", category: "mugs", price: 1);

        Assert.Equal(["felt-hat", "cheap-felt-hat"], (await app.Anyone.GetPageAsync("?q=felt&category=clothing&sort=price-desc")).Items.Select(p => p.Slug));
    }

    [Fact]
    public async Task What_is_retired_is_not_found()
    {
        await app.GivenProductAsync("gone", "Gramophone", sku: "GRAMO-1", retired: true);
        Assert.Empty(await FindAsync("gramophone"));
        Assert.Empty(await FindAsync("GRAMO-1"));
    }

    [Theory]
    [InlineData("🍵🍵🍵")]
    [InlineData("!!!")]
    [InlineData("'")]
    [InlineData("\"")]
    [InlineData("\"\"\"'(")]
    [InlineData("& | ! :* <->")]
    [InlineData("a & (b | !c):*D")]
    [InlineData("-")]
    [InlineData("\\")]
    [InlineData("%")]
    [InlineData("'; DROP TABLE products; --")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("or")]
    [InlineData("or or or")]
    [InlineData("\u0001\u0002x\u0000y")]
    [InlineData("中文 日本語")]
    [InlineData("ª º ﬀ ǅ ̈")]
    [InlineData("الشاي")]
    public async Task Nonsense_finds_nothing_and_breaks_nothing(string q) => Assert.Empty(await FindAsync(q));

    [Theory]
    [InlineData("%ED%A0%80")] // half a surrogate pair
    [InlineData("%FF%FE")]
    public async Task Bytes_that_are_no_text_find_nothing(string encoded) => Assert.Empty((await app.Anyone.GetPageAsync($"?q={encoded}")).Items);

    [Fact]
    public async Task A_search_of_200_characters_is_taken_and_a_longer_one_refused()
    {
        Assert.Empty(await FindAsync(new string('x', 200)));
        await (await app.Anyone.GetAsync($"/products?q={new string('x', 201)}")).AssertProblemAsync(HttpStatusCode.BadRequest, "search-too-long");
    }

    [Fact]
    public async Task Only_spaces_are_no_search()
    {
        await app.GivenProductAsync();
        Assert.NotEmpty(await FindAsync("   "));
    }

    private async Task<List<string>> FindAsync(string q) =>
        [.. (await app.Anyone.GetPageAsync($"?limit=100&q={Uri.EscapeDataString(q)}")).Items.Select(p => p.Slug)];
}
