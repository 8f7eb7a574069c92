using System.Text.Json;
using System.Text.RegularExpressions;
using Avanii.Web.Seo;
using Avanii.Web.Tests.Accounts;
using Microsoft.Extensions.DependencyInjection;
using static Microsoft.Playwright.Assertions;

namespace Avanii.Web.Tests.Seo;

public sealed partial class StructuredDataTests : IClassFixture<SearchableShop>
{
    private readonly SearchableShop _shop;

    public StructuredDataTests(SearchableShop shop)
    {
        _shop = shop;
        _shop.Gateway.Reset();
    }

    [Fact]
    public async Task A_products_page_says_price_and_availability_of_each_variant()
    {
        var product = (await ReadAsync("/p/mug"))["ProductGroup"];
        Assert.Equal("https://schema.org", product.GetProperty("@context").GetString());
        Assert.Equal(("mug", $"{SearchableShop.Site}/p/mug"), (product.GetProperty("productGroupID").GetString(), product.GetProperty("url").GetString()));
        Assert.Equal("https://schema.org/color", Assert.Single(product.GetProperty("variesBy").EnumerateArray()).GetString());
        Assert.False(product.TryGetProperty("aggregateRating", out _)); // there are no ratings
        var variants = product.GetProperty("hasVariant").EnumerateArray().ToList();
        Assert.Equal(["MUG-SEA", "MUG-SAND"], variants.Select(v => v.GetProperty("sku").GetString()));
        Assert.Equal(["Sea", "Sand"], variants.Select(v => v.GetProperty("color").GetString()));
        Assert.Equal([18m, 19m], variants.Select(v => v.GetProperty("offers").GetProperty("price").GetDecimal()));
        Assert.Equal(["https://schema.org/InStock", "https://schema.org/OutOfStock"], variants.Select(v => v.GetProperty("offers").GetProperty("availability").GetString()));
        var offer = variants[0].GetProperty("offers");
        Assert.Equal(("EUR", $"{SearchableShop.Site}/p/mug?variant=MUG-SEA"), (offer.GetProperty("priceCurrency").GetString(), offer.GetProperty("url").GetString()));
        Assert.Equal(22.50m, offer.GetProperty("priceSpecification").GetProperty("price").GetDecimal());
        Assert.Equal(4.90m, offer.GetProperty("shippingDetails").GetProperty("shippingRate").GetProperty("value").GetDecimal());
        Assert.Equal(14, offer.GetProperty("hasMerchantReturnPolicy").GetProperty("merchantReturnDays").GetInt32());
    }

    [Fact]
    public void Ratings_are_told_when_there_are_some_and_a_single_variant_is_a_product()
    {
        var schema = _shop.Services.GetRequiredService<ProductSchema>();
        var single = StubGateway.Mug(retired: true) with { Variants = [StubGateway.Mug().Variants[0]] };
        var told = JsonDocument.Parse(schema.Of(single, 4.666m, 3, null).ToJson()).RootElement;
        Assert.Equal("Product", told.GetProperty("@type").GetString());
        Assert.Equal((4.67m, 3), (told.GetProperty("aggregateRating").GetProperty("ratingValue").GetDecimal(), told.GetProperty("aggregateRating").GetProperty("reviewCount").GetInt32()));
        Assert.Equal("https://schema.org/Discontinued", told.GetProperty("offers").GetProperty("availability").GetString());
        Assert.False(told.GetProperty("offers").TryGetProperty("shippingDetails", out _)); // not known
        Assert.False(JsonDocument.Parse(schema.Of(single, null, 0, null).ToJson()).RootElement.TryGetProperty("aggregateRating", out _));
    }

    [Fact]
    public async Task The_front_page_says_who_the_shop_is_and_how_it_is_searched()
    {
        var data = await ReadAsync("/");
        Assert.Equal("Avanii", data["Organization"].GetProperty("name").GetString());
        var search = data["WebSite"].GetProperty("potentialAction");
        Assert.Equal($"{SearchableShop.Site}/search?q={{search_term_string}}", search.GetProperty("target").GetProperty("urlTemplate").GetString());
        Assert.Equal("required name=search_term_string", search.GetProperty("query-input").GetString());
    }

    [Theory]
    [InlineData("/p/mug", "Home", "Home & Kitchen", "Mugs")]
    [InlineData("/c/mugs", "Home", "Home & Kitchen", "Mugs")]
    [InlineData("/new", "Home", "New arrivals")]
    public async Task A_page_says_the_way_to_it(string path, params string[] names)
    {
        var steps = (await ReadAsync(path))["BreadcrumbList"].GetProperty("itemListElement").EnumerateArray().ToList();
        Assert.Equal(names, steps.Select(s => s.GetProperty("name").GetString()));
        Assert.Equal(Enumerable.Range(1, steps.Count), steps.Select(s => s.GetProperty("position").GetInt32()));
        Assert.All(steps[..^1], s => Assert.StartsWith(SearchableShop.Site, s.GetProperty("item").GetString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_name_breaks_out_of_the_data()
    {
        const string Name = "</script><script>alert('out')</script><!-- \" \\ \u2028 & 🍵";
        _shop.Gateway.On("GET", "/api/catalog/products/mug", () => StubGateway.Mug() with { Name = Name, Description = Name, Brand = Name });
        using var crawler = _shop.Open();
        var html = (await crawler.GetAsync("/p/mug")).Html;
        Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<!--", Blocks().Matches(html).Select(m => m.Value).Aggregate(string.Concat), StringComparison.Ordinal);
        Assert.Equal(Name, (await ReadAsync("/p/mug"))["ProductGroup"].GetProperty("name").GetString());
    }

    private async Task<Dictionary<string, JsonElement>> ReadAsync(string path)
    {
        using var crawler = _shop.Open();
        return Blocks().Matches((await crawler.GetAsync(path)).Html).Select(m => JsonDocument.Parse(m.Groups[1].Value).RootElement)
            .ToDictionary(e => e.GetProperty("@type").GetString()!);
    }

    [GeneratedRegex("<script type=\"application/ld\\+json\">(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Blocks();
}

public sealed class StructuredDataBrowserTests(AccountShop shop, PasskeyTests.Chromium chromium) : IClassFixture<AccountShop>, IClassFixture<PasskeyTests.Chromium>
{
    [Fact]
    public async Task A_browser_takes_structured_data_for_data_and_has_nothing_against_it()
    {
        await using var visitor = await chromium.OpenAsync(shop);
        await visitor.Page.GotoAsync("/p/mug");
        await Expect(visitor.Page.Locator("script[type='application/ld+json']")).ToHaveCountAsync(2);
        Assert.Empty(visitor.Complaints);
        // A script that stands in a page is refused, and that is told: it is the type that makes the difference.
        await visitor.Page.EvaluateAsync("document.body.append(Object.assign(document.createElement('script'), { text: 'document.title = \"run\"' }))");
        await Expect(visitor.Page).Not.ToHaveTitleAsync("run");
        await Avanii.Testing.Eventually.IsTrue(() => Task.FromResult(visitor.Complaints.Count > 0));
    }
}
