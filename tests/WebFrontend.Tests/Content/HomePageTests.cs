using System.Net;
using System.Text.RegularExpressions;
using Avanii.Catalog.Contracts;
using Avanii.Web.Contracts;
using Avanii.Web.Tests.Accounts;
using Avanii.Web.Tests.BackOffice;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Web.Tests.Content;

/// <summary>The front page, as it comes and as staff arrange it.</summary>
public sealed partial class HomePageTests : IClassFixture<ContentShop>, IAsyncLifetime
{
    private readonly ContentShop _shop;

    public HomePageTests(ContentShop shop)
    {
        _shop = shop;
        _shop.Gateway.Reset();
        _shop.Gateway.On("GET", "/api/catalog/products", () => new ProductPage([.. Enumerable.Range(1, 10).Select(i => StubGateway.Tile($"mug-{i}", $"Mug {i}"))], null, 10));
    }

    public async Task InitializeAsync()
    {
        await _shop.QueryAsync(db => db.Home.ExecuteDeleteAsync()); // as the shop comes
        await _shop.QueryAsync(db => db.ContentStates.ExecuteUpdateAsync(set => set.SetProperty(s => s.Version, s => s.Version + 1)));
        using var browser = _shop.Open();
        await Avanii.Testing.Eventually.IsTrue(async () => (await HeadingsAsync(browser)).SequenceEqual(["Made to be used. Chosen to be kept.", "Around the shop", "Just arrived", "One delivery price", "Pay when it is here", "Sold means reserved", "For a little less"]));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Staff_choose_the_order_and_what_is_shown()
    {
        using var sam = await _shop.StaffAsync(StaffAreas.Settings);
        await SwitchAsync(sam, "promises", on: false);
        await SwitchAsync(sam, "best-selling", on: true);
        await MoveAsync(sam, "sale", -1);
        await MoveAsync(sam, "sale", -1);
        using var browser = _shop.Open();
        Assert.Equal(["Made to be used. Chosen to be kept.", "Around the shop", "Just arrived", "For a little less", "What others take home"], await HeadingsAsync(browser));
        await MoveAsync(sam, "hero", -1); // is first already
        await SwitchAsync(sam, "hero", on: false);
        Assert.Equal(["Avanii", "Around the shop", "Just arrived", "For a little less", "What others take home"], await HeadingsAsync(browser));
    }

    [Fact]
    public async Task The_page_asks_three_times_at_most_whatever_is_shown()
    {
        using var sam = await _shop.StaffAsync(StaffAreas.Settings);
        await SwitchAsync(sam, "best-selling", on: true);
        await SwitchAsync(sam, "text", on: true);
        await sam.WriteAsync("/content/home/text", ("TextEn", "Hello."));
        await sam.WriteAsync("/content/home/hero", ("Product", "mug"));
        using var browser = _shop.Open();
        await browser.GetAsync("/"); // what all pages share is known from here on
        _shop.Gateway.Forget();
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/")).Status);
        Assert.Equal(3, _shop.Gateway.Calls.Count);
        Assert.Contains(_shop.Gateway.Calls, call => call.Query.Contains("sort=best-selling", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_switched_off_is_not_asked_for()
    {
        using var sam = await _shop.StaffAsync(StaffAreas.Settings);
        await SwitchAsync(sam, "sale", on: false);
        await SwitchAsync(sam, "new", on: false);
        await SwitchAsync(sam, "hero", on: false);
        using var browser = _shop.Open();
        await browser.GetAsync("/");
        _shop.Gateway.Forget();
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/")).Status);
        Assert.Empty(_shop.Gateway.Calls);
    }

    [Fact]
    public async Task A_catalogue_that_cannot_sort_by_sales_leaves_the_section_out()
    {
        using var sam = await _shop.StaffAsync(StaffAreas.Settings);
        await SwitchAsync(sam, "best-selling", on: true);
        await SwitchAsync(sam, "sale", on: false);
        await SwitchAsync(sam, "new", on: false);
        await SwitchAsync(sam, "hero", on: false);
        using var browser = _shop.Open();
        Assert.Contains("What others take home", (await browser.GetAsync("/")).Text, StringComparison.Ordinal);
        _shop.Gateway.Refuse("GET", "/api/catalog/products", 400, "unknown-sort");
        var page = await browser.GetAsync("/");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.DoesNotContain("What others take home", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_hero_says_and_shows_what_staff_want_in_each_language()
    {
        using var sam = await _shop.StaffAsync(StaffAreas.Settings);
        await sam.WriteAsync("/content/home/hero", ("TitleEn", "<b>Spring</b>"), ("TitleDe", "Frühling"), ("LinkTextEn", "To the mugs"), ("Link", "/c/mugs"), ("Product", "mug"));
        using var browser = _shop.Open();
        var english = await browser.GetAsync("/");
        Assert.Contains("<h1>&lt;b&gt;Spring&lt;/b&gt;</h1>", english.Html, StringComparison.Ordinal);
        Assert.Contains("<a class=\"button\" href=\"/c/mugs\">To the mugs</a>", english.Html, StringComparison.Ordinal);
        Assert.Matches($"<a class=\"hero-item hero-arch\" href=\"/p/mug\"[^>]*>\\s*<img[^>]*{StubGateway.Picture}", english.Html);
        var german = await browser.GetAsync("/", ContentShop.German);
        Assert.Contains("<h1>Fr", german.Html, StringComparison.Ordinal);
        Assert.Contains(">To the mugs</a>", german.Html, StringComparison.Ordinal); // no translation: the shop's language
        Assert.Contains("Gerade eingetroffen", german.Text, StringComparison.Ordinal); // the shop's own words are translated
    }

    [Fact]
    public async Task Collections_lead_to_categories_and_searches()
    {
        using var sam = await _shop.StaffAsync(StaffAreas.Settings);
        await sam.WriteAsync("/content/home/collections", ("Cards[0].Link", "/search?q=linen"), ("Cards[0].TitleEn", "All linen"), ("Cards[0].Picture", $"/images/{StubGateway.Picture}-640.webp"), ("Cards[1].Link", "/c/mugs"), ("Cards[2].Link", "/c/gone"));
        using var browser = _shop.Open();
        var page = await browser.GetAsync("/");
        Assert.Equal(["/search?q=linen All linen", "/c/mugs Mugs"], Cards().Matches(page.Html).Select(m => $"{m.Groups[1].Value} {m.Groups[2].Value}"));
        Assert.Equal(["/search?q=linen", "/c/mugs", "/c/gone"], (await sam.Browser.GetAsync("/content/home/collections")).Form("content-form").Where(f => f.Key.EndsWith(".Link", StringComparison.Ordinal) && f.Value.Length > 0).Select(f => f.Value));
    }

    [Fact]
    public async Task A_text_of_staff_is_markdown_and_no_html()
    {
        using var sam = await _shop.StaffAsync(StaffAreas.Settings);
        await SwitchAsync(sam, "text", on: true);
        await sam.WriteAsync("/content/home/text", ("TitleEn", "News"), ("TextEn", "# Closed *today*\n\n<script>alert(1)</script>"), ("TextDe", "Heute **zu**"));
        using var browser = _shop.Open();
        var page = await browser.GetAsync("/");
        Assert.Contains("<h3>Closed <em>today</em></h3>", page.Html, StringComparison.Ordinal); // below the section's title
        Assert.DoesNotContain("<script>alert", page.Html, StringComparison.Ordinal);
        Assert.Contains("<strong>zu</strong>", (await browser.GetAsync("/", ContentShop.German)).Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hero", "Link", "javascript:alert(1)", "A link begins with /")]
    [InlineData("hero", "Link", "//evil.example", "A link begins with /")]
    [InlineData("hero", "Link", "mailto:a@example.com", "A link begins with /")]
    [InlineData("hero", "Picture", "mug.jpg", "no picture of the catalogue")]
    [InlineData("hero", "Product", "nothing", "No product with a picture")]
    [InlineData("hero", "Product", "../orders", "No product with a picture")]
    [InlineData("collections", "Cards[3].Link", "javascript:alert(1)", "A link begins with /")]
    [InlineData("collections", "Cards[0].TitleEn", "No link", "A link begins with /")]
    public async Task What_is_wrong_is_said_and_nothing_is_saved(string kind, string field, string value, string message)
    {
        using var sam = await _shop.StaffAsync(StaffAreas.Settings);
        var page = await sam.WriteAsync($"/content/home/{kind}", (field, value));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains(message, page.Text, StringComparison.Ordinal);
        Assert.Equal(0, await _shop.QueryAsync(db => db.Home.CountAsync()));
    }

    [Fact]
    public async Task Of_two_tabs_the_second_is_told_and_loses_nothing()
    {
        using var sam = await _shop.StaffAsync(StaffAreas.Settings);
        using var olga = await _shop.OwnerAsync();
        var form = (await olga.Browser.GetAsync("/content/home/hero")).Form("content-form");
        var button = Browser.Fields(("kind", "sale"), ("by", "-1"), ("version", form["Form.Version"]), ("__RequestVerificationToken", form["__RequestVerificationToken"]));
        await sam.WriteAsync("/content/home/hero", ("TitleEn", "What Sam wrote"));
        form["Form.TitleEn"] = "What Olga wrote";
        var refused = await olga.Browser.PostAsync("/content/home/hero", form);
        Assert.Equal(HttpStatusCode.PreconditionFailed, refused.Status);
        Assert.Contains("value=\"What Olga wrote\"", refused.Html, StringComparison.Ordinal);
        Assert.Contains("What Sam wrote", refused.Html, StringComparison.Ordinal);
        Assert.Equal("/content/home?problem=Changed", (await olga.Browser.PostAsync("/content/home/move", button)).Location);
        using var browser = _shop.Open();
        Assert.Contains("<h1>What Sam wrote</h1>", (await browser.GetAsync("/")).Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await olga.Browser.PostAsync("/content/home/hero", refused.Form("content-form"))).Status);
        Assert.Contains("<h1>What Olga wrote</h1>", (await browser.GetAsync("/")).Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/content/home/nothing")]
    [InlineData("/content/home/promises")]
    public async Task There_is_no_form_for_a_section_that_has_no_words_of_its_own(string path)
    {
        using var sam = await _shop.StaffAsync(StaffAreas.Settings);
        Assert.Equal(HttpStatusCode.NotFound, (await sam.Browser.GetAsync(path)).Status);
    }

    private static async Task<IReadOnlyList<string>> HeadingsAsync(Browser browser)
    {
        var html = (await browser.GetAsync("/")).Html;
        return [.. Headings().Matches(html[..html.IndexOf("<footer", StringComparison.Ordinal)]).Select(m => WebUtility.HtmlDecode(m.Groups[1].Value))];
    }

    private static Task SwitchAsync(Person staff, string kind, bool on) => PressAsync(staff, "/switch", ("kind", kind), ("on", on ? "true" : "false"));

    private static Task MoveAsync(Person staff, string kind, int by) => PressAsync(staff, "/move", ("kind", kind), ("by", $"{by}"));

    private static async Task PressAsync(Person staff, string action, params (string, string)[] fields)
    {
        var html = (await staff.Browser.GetAsync("/content/home")).Html;
        var form = Browser.Fields([.. fields, ("version", Version().Match(html).Groups[1].Value), ("__RequestVerificationToken", Token().Match(html).Groups[1].Value)]);
        Assert.StartsWith("/content/home#", (await staff.Browser.PostAsync("/content/home" + action, form)).Location, StringComparison.Ordinal);
    }

    [GeneratedRegex("<h[12][^>]*>([^<]*)</h[12]>")]
    private static partial Regex Headings();

    [GeneratedRegex("<h3><a href=\"([^\"]*)\">([^<]*)</a></h3>\\s*(?:<p>|</div>)")]
    private static partial Regex Cards();

    [GeneratedRegex("name=\"version\" value=\"(\\d+)\"")]
    private static partial Regex Version();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
