using System.Net;
using System.Text.RegularExpressions;

namespace Avanii.Web.Tests.Seo;

public sealed class PageHeadTests : IClassFixture<SearchableShop>
{
    private readonly SearchableShop _shop;
    private readonly Browser _crawler;

    public PageHeadTests(SearchableShop shop)
    {
        (_shop, _crawler) = (shop, shop.Open());
        _shop.Gateway.Reset();
    }

    [Theory]
    [InlineData("/", "/", true)]
    [InlineData("/p/mug?variant=MUG-SAND", "/p/mug", true)]
    [InlineData("/c/mugs", "/c/mugs", true)]
    [InlineData("/c/mugs?utm_source=letter&gclid=1", "/c/mugs", true)]
    [InlineData("/c/mugs?sort=price", "/c/mugs", false)]
    [InlineData("/c/mugs?cursor=x", "/c/mugs", false)]
    [InlineData("/c/mugs?whatever-a-filter-is-called=red", "/c/mugs", false)]
    [InlineData("/new?sort=name", "/new", false)]
    [InlineData("/sale", "/sale", true)]
    public async Task A_page_says_its_one_address_and_whether_to_keep_it(string path, string canonical, bool indexed)
    {
        _crawler.Host = "another.host.example"; // what a request says of where the shop is, is not believed
        var page = await _crawler.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains($"<meta property=\"og:url\" content=\"{SearchableShop.Site}{canonical}\"", page.Html, StringComparison.Ordinal);
        Assert.Equal(indexed, page.Html.Contains($"<link rel=\"canonical\" href=\"{SearchableShop.Site}{canonical}\"", StringComparison.Ordinal));
        Assert.Equal(!indexed, page.Html.Contains("<meta name=\"robots\" content=\"noindex,follow\"", StringComparison.Ordinal));
        Assert.DoesNotContain("another.host", page.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/p/mug/", "/p/mug")]
    [InlineData("/P/Mug/?variant=MUG-SAND", "/p/mug?variant=MUG-SAND")]
    [InlineData("/C/mugs?brand=Acme", "/c/mugs?brand=Acme")]
    [InlineData("/c/mugs/?sort=price", "/c/mugs?sort=price")]
    [InlineData("/sale/", "/sale")]
    [InlineData("/Best-Selling", "/best-selling")]
    [InlineData("/p/m%C3%BCg/", "/p/m%C3%BCg")]
    [InlineData("/Imprint/", "/imprint")]
    [InlineData("/cart/", "/cart")]
    public async Task Another_way_to_write_an_address_leads_to_the_one_for_good(string path, string location)
    {
        var page = await _crawler.GetAsync(path);
        Assert.Equal((HttpStatusCode.MovedPermanently, location), (page.Status, page.Location));
    }

    [Theory]
    [InlineData("/wishlist/shared/AbCdEfGhIjKlMnOpQrStUvWx")]
    [InlineData("/")]
    public async Task What_is_not_just_another_way_to_write_an_address_stays(string path) => Assert.Null((await _crawler.GetAsync(path)).Location);

    [Theory]
    [InlineData("/search")]
    [InlineData("/search?q=mug")]
    [InlineData("/cart")]
    [InlineData("/checkout")]
    [InlineData("/orders")]
    [InlineData("/orders/019c0000-0000-7000-8000-000000000001")]
    [InlineData("/wishlist")]
    [InlineData("/wishlist/shared/abcdefghijklmnopqrstuvwx")]
    [InlineData("/account/sign-in")]
    [InlineData("/p/mug/reviews")]
    [InlineData("/nowhere")]
    [InlineData("/c/mugs")]
    [InlineData("/about")]
    public async Task Every_page_says_in_a_sentence_what_it_is_in_either_language(string path)
    {
        using var guest = _shop.Open();
        await guest.AddToCartAsync();
        var english = Description(await guest.GetAsync(path));
        guest.SetCookie("avanii.lang", "de-DE");
        var german = Description(await guest.GetAsync(path));
        Assert.InRange(english.Length, 10, 200);
        Assert.InRange(german.Length, 10, 200);
        if (path is not "/c/mugs") // whose sentence is the catalogue's
        {
            Assert.NotEqual(english, german);
        }

        static string Description(Page page) => WebUtility.HtmlDecode(Regex.Match(page.Html, "<meta name=\"description\" content=\"([^\"]*)\"").Groups[1].Value);
    }

    [Theory]
    [InlineData("/search?q=mug")]
    [InlineData("/cart")]
    [InlineData("/nowhere")]
    public async Task What_is_nobody_elses_business_is_not_kept(string path)
    {
        var page = await _crawler.GetAsync(path);
        Assert.Contains("content=\"noindex\"", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("canonical", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_product_that_is_shared_shows_its_picture_price_and_availability()
    {
        var html = (await _crawler.GetAsync("/p/mug?variant=MUG-SAND")).Html;
        foreach (var (property, content) in (IEnumerable<(string, string)>)
        [
            ("og:type", "product"), ("og:locale", "en_IE"), ("og:url", $"{SearchableShop.Site}/p/mug"), ("og:image", $"{SearchableShop.Site}/images/{StubGateway.Picture}-1200.webp"),
            ("og:image:width", "1200"), ("og:image:height", "1200"), ("og:image:alt", "A mug"),
            ("product:price:amount", "19.00"), ("product:price:currency", "EUR"), ("product:availability", "out of stock"),
        ])
        {
            Assert.Contains($"<meta property=\"{property}\" content=\"{content}\"", html, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/p/old-mug", "/p/mug")]
    [InlineData("/p/old-mug?variant=MUG-SAND&utm_source=x", "/p/mug?variant=MUG-SAND")]
    [InlineData("/p/old-mug?variant=a%26b%0d%0ac%20%2f%2f", "/p/mug?variant=a%26b%0D%0Ac%20%2F%2F")]
    public async Task An_address_that_a_product_had_leads_to_the_present_one_for_good(string path, string location)
    {
        _shop.Gateway.On("GET", "/api/catalog/products/old-mug", () => StubGateway.Mug());
        var page = await _crawler.GetAsync(path);
        Assert.Equal(HttpStatusCode.MovedPermanently, page.Status);
        Assert.Equal(location, page.Location);
        Assert.Equal(HttpStatusCode.OK, (await _crawler.GetAsync(page.Location!)).Status);
    }
}
