using System.Net;
using Avanii.Testing;
using Avanii.Web.Content;
using Avanii.Web.Contracts;
using Avanii.Web.Tests.BackOffice;

namespace Avanii.Web.Tests.Content;

/// <summary>Pages as shoppers read them.</summary>
public sealed class ContentPageTests : IClassFixture<ContentShop>
{
    private readonly ContentShop _shop;

    public ContentPageTests(ContentShop shop)
    {
        _shop = shop;
        _shop.Gateway.Reset();
    }

    public static TheoryData<string> Known => [.. KnownPages.All];

    [Theory]
    [MemberData(nameof(Known))]
    public async Task A_shop_begins_with_the_pages_it_must_have_in_both_languages(string slug)
    {
        using var browser = _shop.Open();
        var english = await browser.GetAsync($"/{slug}");
        var german = await browser.GetAsync($"/{slug}", ContentShop.German);
        foreach (var page in new[] { english, german })
        {
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.Single(page.Html.Split("<h1").Skip(1));
            Assert.Contains($"<link rel=\"canonical\" href=\"{_shop.Url.GetLeftPart(UriPartial.Authority)}/{slug}\"", page.Html, StringComparison.Ordinal);
            Assert.Contains("<meta name=\"description\"", page.Html, StringComparison.Ordinal);
            Assert.Contains($"<a href=\"/{slug}\"", page.Html, StringComparison.Ordinal); // in the footer
            Assert.False(page.SetsCookies);
        }
        Assert.NotEqual(english.Title, german.Title);
    }

    [Theory]
    [InlineData("/imprint", "[[Name of the company")]
    [InlineData("/privacy", "[[Name and address")]
    public async Task What_only_the_owner_knows_is_said_to_be_missing(string path, string gap)
    {
        using var browser = _shop.Open();
        Assert.Contains(gap, (await browser.GetAsync(path)).Text, StringComparison.Ordinal);
        using var sam = await _shop.StaffAsync(StaffAreas.Settings);
        Assert.Contains("places to fill in", (await sam.Browser.GetAsync("/content")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "remembers nothing", "last looked at", "wishlist", "language", "report", "Back in stock")]
    [InlineData("de", "merkt sich nichts", "zuletzt angesehen", "Wunschliste", "Sprache", "melden", "Wieder da")]
    public async Task The_page_about_privacy_names_all_that_the_shop_and_the_browser_keep(string language, string untrue, params string[] kept)
    {
        using var browser = _shop.Open();
        var page = await browser.GetAsync("/privacy", language == "de" ? [ContentShop.German] : []);
        Assert.DoesNotContain(untrue, page.Text, StringComparison.Ordinal); // nor does the footer
        var text = (page with { Html = page.Html[page.Html.IndexOf("<main", StringComparison.Ordinal)..page.Html.IndexOf("<footer", StringComparison.Ordinal)] }).Text;
        Assert.All(kept, words => Assert.Contains(words, text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/pages/about", "/about")]
    [InlineData("/pages/ABOUT", "/about")]
    [InlineData("/About", "/about")]
    [InlineData("/pages/Anything", "/pages/anything")]
    public async Task A_page_has_one_address_and_the_others_lead_there(string path, string expected)
    {
        using var browser = _shop.Open();
        var page = await browser.GetAsync(path);
        Assert.Equal((HttpStatusCode.MovedPermanently, expected), (page.Status, page.Location));
    }

    [Theory]
    [InlineData("/pages/nothing")]
    [InlineData("/pages/%3Cscript%3E")]
    [InlineData("/pages/..%2Fcart")]
    [InlineData("/pages/a%0Ab")]
    public async Task An_unknown_page_helps_to_find_something_else(string path)
    {
        using var browser = _shop.Open();
        var page = await browser.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, page.Status);
        Assert.Contains("action=\"/search\"", page.Html[page.Html.IndexOf("<main", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_is_not_there_has_the_whole_footer_too()
    {
        using var sam = await _shop.StaffAsync(StaffAreas.Settings);
        var slug = await sam.GivenPageAsync("In English.", more: [("FooterPlace", "21")]); // so that the footer has to be read anew
        using var browser = _shop.Open();
        var page = await browser.GetAsync("/nowhere");
        Assert.Equal(HttpStatusCode.NotFound, page.Status);
        Assert.Contains($"<a href=\"/pages/{slug}\">", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_reads_german_gets_german_and_english_where_there_is_none()
    {
        using var sam = await _shop.StaffAsync(StaffAreas.Settings);
        var both = await sam.GivenPageAsync("In English.", more: [("TitleDe", "Leinen"), ("TextDe", "Auf Deutsch."), ("FooterPlace", "20")]);
        var one = await sam.GivenPageAsync("In English only.");
        using var browser = _shop.Open();
        Assert.Contains("In English.", (await browser.GetAsync($"/pages/{both}")).Text, StringComparison.Ordinal);
        var german = await browser.GetAsync($"/pages/{both}", ContentShop.German);
        Assert.Contains("Auf Deutsch.", german.Text, StringComparison.Ordinal);
        Assert.Contains($"<a href=\"/pages/{both}\">Leinen</a>", german.Html, StringComparison.Ordinal); // in the footer
        var fallback = await browser.GetAsync($"/pages/{one}", ContentShop.German);
        Assert.Contains("In English only.", fallback.Text, StringComparison.Ordinal);
        Assert.Contains("lang=\"en\"", fallback.Html[fallback.Html.IndexOf("<main", StringComparison.Ordinal)..], StringComparison.Ordinal); // for who hears it read
    }

    [Fact]
    public async Task Pages_are_not_read_from_the_database_for_each_view()
    {
        using var browser = _shop.Open();
        await browser.GetAsync("/about");
        using var commands = new DatabaseCommands();
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/about")).Status);
        }
        Assert.DoesNotContain(commands.Seen, command => command.Contains("content.pages", StringComparison.Ordinal)); // nothing has changed
        Assert.True(commands.Seen.Count(command => command.Contains("content.state", StringComparison.Ordinal)) < 10, "Each view asks whether something has changed.");
    }

    [Fact]
    public async Task A_change_is_on_another_instance_within_a_second()
    {
        await using var other = await ShopInstance.StartAsync(_shop.Database);
        using var reader = other.Open();
        using var sam = await _shop.StaffAsync(StaffAreas.Settings);
        var slug = await sam.GivenPageAsync("The first text.");
        await Eventually.IsTrue(async () => (await reader.GetAsync($"/pages/{slug}")).Text.Contains("The first text.", StringComparison.Ordinal));
        await sam.WriteAsync($"/content/pages/{slug}", ("TextEn", "The second text."));
        var since = TimeProvider.System.GetTimestamp();
        Page page;
        TimeSpan age;
        do
        {
            age = TimeProvider.System.GetElapsedTime(since);
            page = await reader.GetAsync($"/pages/{slug}");
        }
        while (age < TimeSpan.FromSeconds(1) && !page.Text.Contains("The second text.", StringComparison.Ordinal));
        Assert.Contains("The second text.", page.Text, StringComparison.Ordinal);
    }
}
