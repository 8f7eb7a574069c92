using System.Net;

namespace Avanii.Web.Tests.Languages;

public sealed class LanguageChoiceTests : IClassFixture<ShopApp>
{
    private readonly ShopApp _app;

    public LanguageChoiceTests(ShopApp app)
    {
        _app = app;
        _app.Gateway.Reset();
    }

    [Fact]
    public async Task Who_chooses_nothing_reads_the_shops_own_language_and_gets_no_cookie_whatever_the_browser_asks_for()
    {
        using var browser = _app.Open();
        var page = await browser.GetAsync("/cart", ("Accept-Language", "de-DE,de;q=0.9"));
        Assert.Contains("<html lang=\"en\" dir=\"ltr\">", page.Html, StringComparison.Ordinal);
        Assert.Contains("Your cart", page.Text, StringComparison.Ordinal);
        Assert.False(page.SetsCookies);
        Assert.Null(page.Response.Headers.CacheControl); // the same for everybody
    }

    [Fact]
    public async Task A_chosen_language_is_kept_for_a_year_and_leads_back_to_where_it_was_chosen()
    {
        using var browser = _app.Open();
        var form = (await browser.GetAsync("/orders")).Form("languages");
        var chosen = await ChooseAsync(browser, "de-DE", form["returnTo"]);
        Assert.Equal((HttpStatusCode.Found, "/orders"), (chosen.Status, chosen.Location));
        var cookie = Assert.Single(chosen.Response.Headers.GetValues("Set-Cookie"));
        Assert.Matches("^avanii.lang=de-DE; max-age=31536000; path=/; samesite=lax; httponly", cookie);

        var page = await browser.GetAsync("/cart");
        Assert.Contains("<html lang=\"de\" dir=\"ltr\">", page.Html, StringComparison.Ordinal);
        Assert.Contains("Ihr Warenkorb", page.Text, StringComparison.Ordinal);
        Assert.Equal("no-cache, private", page.Response.Headers.CacheControl!.ToString());
        Assert.Matches("lang=\"de-DE\"[^>]*aria-current=\"true\"", page.Html);
    }

    [Fact]
    public async Task A_search_is_not_lost_by_the_choice_but_what_stands_behind_the_question_mark_is_not_written_into_the_page()
    {
        using var browser = _app.Open();
        Assert.Equal("/", (await browser.GetAsync("/orders?cursor=x")).Form("languages")["returnTo"]);
        Assert.Equal("/orders?cursor=x", (await browser.PostAsync("/language", Browser.Fields(("culture", "de-DE"), ("returnTo", "/")), referrer: "/orders?cursor=x")).Location);
        Assert.Equal("/", (await browser.PostAsync("/language", Browser.Fields(("culture", "de-DE")), referrer: "https://elsewhere.example/orders")).Location);
    }

    [Fact]
    public async Task Who_goes_back_to_the_shops_own_language_has_no_cookie_any_more()
    {
        using var browser = _app.Open();
        await ChooseAsync(browser, "de-DE");
        await ChooseAsync(browser, "en-IE");
        Assert.Null(browser.Cookie("avanii.lang"));
        Assert.Contains("Your cart", (await browser.GetAsync("/cart")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fr-FR")]
    [InlineData("de")]
    [InlineData("")]
    [InlineData("x\u0000y")]
    public async Task A_language_that_the_shop_does_not_speak_changes_nothing(string culture)
    {
        using var browser = _app.Open();
        Assert.False((await ChooseAsync(browser, culture)).SetsCookies);
        browser.SetCookie("avanii.lang", "fr-FR");
        Assert.Contains("Your cart", (await browser.GetAsync("/cart")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example")]
    [InlineData(@"/\elsewhere.example")]
    public async Task The_choice_leads_nowhere_but_into_the_shop(string returnTo)
    {
        using var browser = _app.Open();
        Assert.Equal("/", (await ChooseAsync(browser, "de-DE", returnTo)).Location);
    }

    [Fact]
    public async Task An_error_page_speaks_the_chosen_language_and_its_choice_leads_to_the_front_page()
    {
        using var browser = _app.Open();
        await ChooseAsync(browser, "de-DE");
        var page = await browser.GetAsync("/no-such-page");
        Assert.Equal(HttpStatusCode.NotFound, page.Status);
        Assert.Contains("Unter dieser Adresse ist niemand zu Hause", page.Text, StringComparison.Ordinal);
        Assert.Equal("/", page.Form("languages")["returnTo"]);
    }

    [Fact]
    public async Task An_order_carries_the_chosen_language_for_its_letters()
    {
        using var browser = _app.Open();
        await ChooseAsync(browser, "de-DE");
        await browser.AddToCartAsync();
        await browser.GetAsync($"/orders/{StubGateway.OrderId}");
        Assert.Equal("de-DE", _app.Gateway.Calls.Last(c => c.Path.StartsWith("/api/orders/", StringComparison.Ordinal)).Headers["Accept-Language"]);
        using var another = _app.Open();
        await another.AddToCartAsync();
        Assert.Equal("en-IE", _app.Gateway.Calls.Last().Headers["Accept-Language"]);
    }

    private static Task<Page> ChooseAsync(Browser browser, string culture, string returnTo = "/") =>
        browser.PostAsync("/language", Browser.Fields(("culture", culture), ("returnTo", returnTo)));
}

/// <summary>A shop's own settings of languages.</summary>
public sealed class LanguageSettingTests
{
    [Fact]
    public async Task A_shop_of_one_language_offers_no_choice()
    {
        await using var app = new OneLanguage();
        await app.InitializeAsync();
        using var browser = app.Open();
        var page = await browser.GetAsync("/cart");
        Assert.Contains("<html lang=\"de\"", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("action=\"/language\"", page.Html, StringComparison.Ordinal);
    }

    private sealed class OneLanguage : ShopApp
    {
        protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["Shop:Culture"] = "de-DE", ["Shop:OtherCultures:0"] = "de-DE" };
    }
}
