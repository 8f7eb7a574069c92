using System.Net;
using Avanii.Catalog.Contracts;
using Microsoft.AspNetCore.WebUtilities;

namespace Avanii.Web.Tests.Pages;

/// <summary>Lists with everything that narrows them in their address.</summary>
public sealed class ListTests : IClassFixture<ShopApp>
{
    private readonly ShopApp _app;

    public ListTests(ShopApp app)
    {
        _app = app;
        _app.Gateway.Reset();
        _app.Gateway.On("GET", "/api/catalog/products", () => new ProductPage([StubGateway.Tile("mug", "Mug")], null, 40, StubGateway.Facets));
    }

    [Fact]
    public async Task What_is_chosen_goes_to_the_catalogue_and_nothing_else_does()
    {
        await OpenAsync("/c/mugs?colour=Sea&colour=Sand&brand=Nordhof&option.scent=Cedar&minPrice=80&maxPrice=9%2C50&inStock=true&minRating=4&sort=price&utm_source=x&evil=%27&size=");
        var asked = Asked();
        Assert.Equal("Sand,Sea", asked["colour"].ToString());
        Assert.Equal(("Nordhof", "Cedar", "9.50", "80", "true", "4", "price", "mugs", "true"), (
            (string?)asked["brand"], (string?)asked["option.scent"], (string?)asked["minPrice"], (string?)asked["maxPrice"], (string?)asked["inStock"],
            (string?)asked["minRating"], (string?)asked["sort"], (string?)asked["category"], (string?)asked["facets"]));
        Assert.False(asked.ContainsKey("utm_source") || asked.ContainsKey("evil") || asked.ContainsKey("size"));
    }

    [Theory]
    [InlineData("minPrice=abc&maxPrice=-5")]
    [InlineData("minRating=9&inStock=maybe&onSale=1")]
    [InlineData("sort=rubbish")]
    public async Task What_is_no_choice_is_left_out(string query)
    {
        await OpenAsync("/c/mugs?" + query);
        var asked = Asked();
        Assert.Equal(["category", "facets", "limit", "sort"], asked.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("newest", asked["sort"]);
    }

    [Theory]
    [InlineData("en-IE", "9,50", "9.50")]
    [InlineData("en-IE", "1,000", "1000")]
    [InlineData("en-IE", "1.234,50", "1234.50")]
    [InlineData("en-IE", "1 000.5", "1000.5")]
    [InlineData("de-DE", "1.000", "1000")]
    [InlineData("de-DE", "1.234,50", "1234.50")]
    [InlineData("de-DE", "12.50", "12.50")]
    [InlineData("de-DE", "1,234.50", "1234.50")]
    [InlineData("de-DE", "1234.5", "1234.5")]
    [InlineData("de-DE", "12.34.5", null)]
    [InlineData("de-DE", ",", null)]
    public async Task A_price_is_read_as_its_writer_means_it(string language, string typed, string? meant)
    {
        using var browser = _app.Open();
        browser.SetCookie("avanii.lang", language);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/c/mugs?minPrice=" + Uri.EscapeDataString(typed))).Status);
        Assert.Equal(meant, Asked().TryGetValue("minPrice", out var asked) ? asked.ToString() : null);
    }

    [Theory]
    [InlineData("/new?category=unknown&brand=A", "/new?brand=A")]
    [InlineData("/search?q=mug&category=unknown", "/search?q=mug")]
    public async Task A_category_that_there_is_not_leads_to_the_same_without_it(string path, string location)
    {
        _app.Gateway.Refuse("GET", "/api/catalog/products", 404, "unknown-category");
        using var browser = _app.Open();
        var page = await browser.GetAsync(path);
        Assert.Equal((HttpStatusCode.Found, location), (page.Status, page.Location));
    }

    [Fact]
    public async Task On_a_categorys_own_page_another_one_is_no_choice()
    {
        var page = await OpenAsync("/c/mugs?category=unknown");
        Assert.Equal("mugs", Asked()["category"]);
        Assert.Empty(page.Links("chip-chosen"));
    }

    [Fact]
    public async Task Each_choice_can_be_taken_back_by_itself()
    {
        var page = await OpenAsync("/c/mugs?colour=Sea&brand=A%26B&minPrice=10&sort=price");
        var chips = page.Links("chip-chosen");
        Assert.Equal(["/c/mugs?colour=Sea&minPrice=10&sort=price", "/c/mugs?brand=A%26B&minPrice=10&sort=price", "/c/mugs?brand=A%26B&colour=Sea&sort=price"], chips);
        Assert.Equal(["/c/mugs?sort=price"], page.Links("chip-all"));
        Assert.Contains("Remove: A&B", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_facets_form_keeps_what_is_chosen_and_shows_counts_and_names_as_text()
    {
        var page = await OpenAsync("/search?q=mug&category=home&colour=Sea");
        Assert.Equal(("mug", "home"), (page.Form("id=\"filters\"")["q"], page.Form("id=\"filters\"")["category"]));
        Assert.Contains("Pine & <i> 1", page.Text, StringComparison.Ordinal);
        Assert.Contains("name=\"option.scent\"", page.Html, StringComparison.Ordinal);
        Assert.Contains("38", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/c/mugs", false)]
    [InlineData("/c/mugs?utm_source=mail", false)]
    [InlineData("/c/mugs?colour=Sea", true)]
    [InlineData("/best-selling?minPrice=3", true)]
    public async Task Search_engines_keep_a_list_and_not_its_parts(string path, bool isPart)
    {
        var page = await OpenAsync(path);
        Assert.Equal(isPart, page.Html.Contains("content=\"noindex,follow\"", StringComparison.Ordinal));
        Assert.NotEqual(isPart, page.Html.Contains($"rel=\"canonical\" href=\"{_app.Url.GetLeftPart(UriPartial.Authority)}{path.Split('?')[0]}\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Too_many_values_in_an_address_are_as_many_as_the_catalogue_takes()
    {
        await OpenAsync("/c/mugs?" + string.Join('&', Enumerable.Range(0, 100).Select(i => $"brand=B{i}")));
        Assert.Equal(30, Asked()["brand"].Count);
    }

    [Fact]
    public async Task A_misspelt_search_says_what_it_found_instead()
    {
        _app.Gateway.On("GET", "/api/catalog/products", () => new ProductPage([StubGateway.Tile("mug", "Mug")], null, 1, null, new("stoneware", null, false, false, [], [])));
        var page = await OpenAsync("/search?q=stonwear");
        Assert.Contains("“stoneware”", page.Text, StringComparison.Ordinal);
        Assert.Contains("Nothing goes by “stonwear”", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_that_could_have_meant_more_asks()
    {
        _app.Gateway.On("GET", "/api/catalog/products", () => new ProductPage([StubGateway.Tile("mug", "Mug")], null, 1, null, new(null, "mug <b>", false, false, [], [])));
        var page = await OpenAsync("/search?q=mgu");
        Assert.Contains("Did you mean mug <b> ?", page.Text, StringComparison.Ordinal);
        Assert.Contains("href=\"/search?q=mug%20%3Cb%3E\"", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_that_finds_nothing_is_not_empty()
    {
        _app.Gateway.On("GET", "/api/catalog/products", () => new ProductPage([], null, 0, null, new(null, null, false, false, [StubGateway.Tile("cup", "Enamel cup")], [new("mugs", "Mugs")])));
        var page = await OpenAsync("/search?q=zzzz");
        Assert.Contains("Enamel cup", page.Text, StringComparison.Ordinal);
        Assert.Contains("href=\"/c/mugs\"", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Suggestions_are_links_that_work_and_are_as_new_as_the_pages()
    {
        using var browser = _app.Open();
        var answer = await browser.GetAsync("/search/suggestions?q=mu");
        Assert.Equal("no-cache, private", answer.Header("Cache-Control"));
        Assert.Equal(["/search?q=mug%20blue", "/c/mugs", "/p/mug"], answer.Links(""));
        _app.Gateway.Away = true;
        Assert.Equal("no-store", (await browser.GetAsync("/search/suggestions?q=mu")).Header("Cache-Control"));
        Assert.Equal((HttpStatusCode.OK, ""), ((await browser.GetAsync("/search/suggestions?q=mu")).Status, (await browser.GetAsync("/search/suggestions?q=mu")).Text.Trim()));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/search/suggestions?q=" + new string('x', 500))).Status);
    }

    [Fact]
    public async Task A_search_quotes_its_words_as_the_readers_language_does()
    {
        using var browser = _app.Open();
        await browser.PostAsync("/language", Browser.Fields(("culture", "de-DE")));
        var page = await browser.GetAsync("/search?q=Becher");
        Assert.Contains("„Becher“", page.Text, StringComparison.Ordinal);
        Assert.StartsWith("„Becher“", page.Title, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "Ab 1 Stern", "1 star and more")]
    [InlineData(4, "Ab 4 Sternen", "4 stars and more")]
    public async Task A_single_star_is_one(int stars, string german, string english)
    {
        Assert.Matches($@"{english}(?!\w)", (await OpenAsync($"/c/mugs?minRating={stars}")).Text);
        using var browser = _app.Open();
        await browser.PostAsync("/language", Browser.Fields(("culture", "de-DE")));
        Assert.Matches($@"{german}(?!\w)", (await browser.GetAsync($"/c/mugs?minRating={stars}")).Text);
    }

    private async Task<Page> OpenAsync(string path)
    {
        using var browser = _app.Open();
        var page = await browser.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        return page;
    }

    private Dictionary<string, Microsoft.Extensions.Primitives.StringValues> Asked() =>
        QueryHelpers.ParseQuery(_app.Gateway.Calls.Last(call => call.Path == "/api/catalog/products").Query);
}
