using System.Net;
using System.Text.RegularExpressions;

namespace Avanii.Shop.Tests;

/// <summary>What stands in an address that nobody's page wrote: each has a page that makes sense, and none breaks anything.</summary>
[Collection(ShopCollection.Name)]
public sealed partial class OddRequestTests(ShopStack shop)
{
    public static TheoryData<string> Queries =>
    [
        "", " ", "a", "é", "1", "🫖", "🫖🫖 mug", "%_*", "%", "_", "*", "' OR 1=1 --", "\"", "\"mug", "mug & | ! <-> :*", "(((", "mug)", "-mug", "mug -stoneware", "\\", "a\\", "NOT AND OR", "<script>alert(1)</script>", "../../etc/passwd",
        "مرحبا بك", "\u202Egum", "\0mug", "mug\r\nSet-Cookie: a=b", "MUG-STO-SAND", "mug-sto", new('x', 500), string.Join(' ', Enumerable.Repeat("mug", 120)), string.Concat(Enumerable.Repeat("🫖", 250)), string.Concat(Enumerable.Repeat("a\u0301", 100)),
    ];

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task Whatever_is_searched_there_is_a_page(string query)
    {
        using var client = StrangerTableStack.Client(shop.Url);
        var asked = Uri.EscapeDataString(query);
        var page = await PageAsync(client, $"/search?q={asked}", HttpStatusCode.OK);
        Assert.Contains("<h1", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.Matches(Link(), page[page.IndexOf("<h1", StringComparison.Ordinal)..]); // somewhere to go from there
        using var suggestions = await client.GetAsync($"/search/suggestions?q={asked}");
        Assert.True((int)suggestions.StatusCode < 500, $"{suggestions.StatusCode}");
    }

    [Theory]
    [InlineData("/c/clothing?minPrice=100&maxPrice=20", 200)] // as if it were the other way round
    [InlineData("/c/clothing?minPrice=-5&maxPrice=abc", 200)]
    [InlineData("/c/clothing?minPrice=99999999999999999999999999999999999999", 200)]
    [InlineData("/c/clothing?minPrice=NaN&maxPrice=%E2%88%9E", 200)]
    [InlineData("/c/clothing?colour=Octarine", 200)]
    [InlineData("/c/clothing?colour=%00&size=%F0%9F%AB%96&brand=%27%3B--", 200)]
    [InlineData("/c/clothing?option.=x&option.Nonsense=y&option.%00=z", 200)]
    [InlineData("/c/clothing?inStock=maybe&onSale=2&minRating=9", 200)]
    [InlineData("/c/clothing?sort=nonsense", 200)]
    [InlineData("/c/clothing?sort=price&sort=name", 200)]
    [InlineData("/c/clothing?category=no-such-one", 200)]
    [InlineData("/search?q=mug&q=plate", 200)]
    [InlineData("/c/clothing?cursor=nonsense", 404)]
    [InlineData("/c/clothing?cursor=%00", 404)]
    [InlineData("/c/clothing?cursor=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", 404)]
    [InlineData("/new?cursor=nonsense", 404)]
    [InlineData("/search?q=mug&cursor=nonsense", 400)]
    [InlineData("/c/no-such-department", 404)]
    [InlineData("/c/%F0%9F%AB%96", 404)]
    [InlineData("/p/no-such-thing", 404)]
    [InlineData("/p/%E2%82%AC", 404)]
    [InlineData("/p/pepper-mill?variant=NO-SUCH", 200)]
    [InlineData("/p/pepper-mill?variant=%00", 200)]
    [InlineData("/p/pepper-mill?problem=nonsense", 200)]
    [InlineData("/p/fjord-sweater", 200)] // retired
    [InlineData("/p/pepper-mill/reviews?sort=nonsense", 200)]
    [InlineData("/p/pepper-mill/reviews?cursor=nonsense", 404)]
    [InlineData("/p/no-such-thing/reviews", 404)]
    [InlineData("/back-in-stock?slug=no-such-thing&variant=X", 200)]
    [InlineData("/back-in-stock?slug=fjord-sweater&variant=SWE-FOR-M&said=Nonsense", 200)]
    [InlineData("/wishlist/shared/nonsense", 404)]
    [InlineData("/wishlist?problem=wish-nonsense", 200)]
    [InlineData("/pages/no-such-page", 404)]
    public async Task Whatever_stands_in_an_address_there_is_a_page(string path, int status)
    {
        using var client = StrangerTableStack.Client(shop.Url);
        var page = await PageAsync(client, path, (HttpStatusCode)status);
        Assert.Contains("<h1", page, StringComparison.Ordinal);
        Assert.Contains("role=\"search\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_in_a_department_that_is_gone_goes_on_in_all_of_them()
    {
        using var client = StrangerTableStack.Client(shop.Url);
        using var answer = await client.GetAsync("/search?q=mug&category=no-such-one");
        Assert.Equal((HttpStatusCode.Found, "/search?q=mug"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
    }

    [Fact]
    public async Task A_price_range_upside_down_is_read_as_it_was_meant()
    {
        using var client = StrangerTableStack.Client(shop.Url);
        var meant = Names(await PageAsync(client, "/c/clothing?minPrice=20&maxPrice=60", HttpStatusCode.OK));
        Assert.NotEmpty(meant);
        Assert.Equal(meant, Names(await PageAsync(client, "/c/clothing?minPrice=60&maxPrice=20", HttpStatusCode.OK)));
    }

    [Fact]
    public async Task The_place_in_a_list_outlives_the_thing_it_stood_at()
    {
        using var client = StrangerTableStack.Client(shop.Url);
        var first = await PageAsync(client, "/c/outdoors-and-travel?sort=name", HttpStatusCode.OK);
        var last = Slugs(first)[^1];
        var next = WebUtility.HtmlDecode(Next().Match(first).Groups[1].Value);
        var before = Slugs(await PageAsync(client, next, HttpStatusCode.OK));
        using var staff = shop.Staff("catalogue");
        using var retired = await staff.PostAsync($"/api/catalog/products/{last}/retire", null);
        retired.EnsureSuccessStatusCode();
        await Testing.Eventually.IsTrue(async () => !Slugs(await PageAsync(client, "/c/outdoors-and-travel?sort=name", HttpStatusCode.OK)).Contains(last));
        Assert.Equal(before, Slugs(await PageAsync(client, next, HttpStatusCode.OK)));
    }

    [Theory]
    [InlineData("/images/0000000000000000000000000000000000000000000000000000000000000000-640.webp")]
    [InlineData("/images/0000000000000000000000000000000000000000000000000000000000000000-641.webp")]
    [InlineData("/images/nonsense-640.webp")]
    [InlineData("/images/0000000000000000000000000000000000000000000000000000000000000000-640.exe")]
    public async Task A_picture_that_is_not_there_is_not_found(string path)
    {
        using var client = StrangerTableStack.Client(shop.Url);
        using var answer = await client.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static async Task<string> PageAsync(HttpClient client, string path, HttpStatusCode status)
    {
        using var answer = await client.GetAsync(path);
        Assert.Equal((path, status, "text/html"), (path, answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        return await answer.Content.ReadAsStringAsync();
    }

    private static List<string> Names(string page) => [.. TileName().Matches(page).Select(match => match.Groups[2].Value)];

    private static List<string> Slugs(string page) => [.. TileName().Matches(page).Select(match => match.Groups[1].Value)];

    // <h2 class="tile-name"><a href="/p/wave-mug">Wave mug</a></h2>
    [GeneratedRegex("""<h2 class="tile-name"><a href="/p/([^"]+)">([^<]+)</a>""")]
    private static partial Regex TileName();

    [GeneratedRegex("""<a class="button" href="([^"]+)" rel="next""")]
    private static partial Regex Next();

    [GeneratedRegex("""<a [^>]*href="/[cp]/""")]
    private static partial Regex Link();
}
