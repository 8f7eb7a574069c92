using System.Net;
using Avanii.Web.Accounts;
using Avanii.Web.Content;
using Avanii.Web.Contracts;
using Avanii.Web.Tests.Accounts;
using Avanii.Web.Tests.BackOffice;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Web.Tests.Content;

/// <summary>Staff write pages.</summary>
public sealed class PageEditTests : IClassFixture<ContentShop>
{
    private readonly ContentShop _shop;

    public PageEditTests(ContentShop shop)
    {
        _shop = shop;
        _shop.Gateway.Reset();
    }

    [Fact]
    public async Task A_change_is_on_the_next_view_and_in_the_history_and_the_log()
    {
        using var sam = await _shop.StaffAsync(StaffAreas.Settings);
        var slug = await sam.GivenPageAsync("Wash it cold.");
        using var reader = _shop.Open();
        Assert.Contains("Wash it cold.", (await reader.GetAsync($"/pages/{slug}")).Text, StringComparison.Ordinal);
        Assert.Equal($"/content/pages/{slug}?done=saved", (await sam.WriteAsync($"/content/pages/{slug}", ("TextEn", "Wash it **warm**."))).Location);
        Assert.Contains("<strong>warm</strong>", (await reader.GetAsync($"/pages/{slug}")).Html, StringComparison.Ordinal);
        var edit = (await sam.Browser.GetAsync($"/content/pages/{slug}")).Text;
        Assert.Contains("Revision 2 · Sam", edit, StringComparison.Ordinal);
        Assert.Contains("Revision 1 · Sam", edit, StringComparison.Ordinal);
        Assert.Equal(
            [(Account.SubjectOf(sam.Id), AuditName(added: true), slug), (Account.SubjectOf(sam.Id), AuditName(added: false), $"{slug}, 2")],
            await LogAsync(slug));
        Assert.Contains("Sam changed a page", (await sam.Browser.GetAsync("/staff")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(StaffAreas.Catalogue)]
    public async Task A_stranger_changes_nothing(string? area)
    {
        using var sam = await _shop.StaffAsync(StaffAreas.Settings);
        var slug = await sam.GivenPageAsync("Ours.");
        using var eve = area is null ? await Person.WithAccountAsync(_shop, "Eve") : await _shop.StaffAsync(area);
        var token = (await eve.Browser.GetAsync("/account/name")).Form("account-form")["__RequestVerificationToken"];
        foreach (var (path, fields) in new (string, (string, string)[])[]
        {
            ($"/content/pages/{slug}", [("_handler", "page"), ("Form.Version", "1"), ("Form.TitleEn", "Theirs"), ("Form.TextEn", "Theirs.")]),
            ("/content/add", [("_handler", "page"), ("Form.Slug", "theirs"), ("Form.TitleEn", "Theirs"), ("Form.TextEn", "Theirs.")]),
            ($"/content/pages/{slug}/delete", [("version", "1")]), ($"/content/pages/{slug}/revisions/1/restore", [("version", "1")]),
            ("/content/home/move", [("kind", "sale"), ("by", "-1"), ("version", "0")]), ("/content/home/switch", [("kind", "sale"), ("on", "false"), ("version", "0")]),
            ("/content/home/hero", [("_handler", "section"), ("Form.Version", "0"), ("Form.TitleEn", "Theirs")]),
        })
        {
            var answer = await eve.Browser.PostAsync(path, Browser.Fields([.. fields, ("__RequestVerificationToken", token)]));
            Assert.Equal((path, HttpStatusCode.Forbidden), (path, answer.Status));
        }
        using var reader = _shop.Open();
        Assert.Contains("Ours.", (await reader.GetAsync($"/pages/{slug}")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await reader.GetAsync("/pages/theirs")).Status);
        Assert.DoesNotContain("Theirs", (await reader.GetAsync("/")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_tabs_the_second_gets_her_text_back_beside_the_others()
    {
        using var sam = await _shop.StaffAsync(StaffAreas.Settings);
        using var olga = await _shop.OwnerAsync();
        var slug = await sam.GivenPageAsync("As it was.");
        var seen = (await olga.Browser.GetAsync($"/content/pages/{slug}")).Form("content-form");
        await sam.WriteAsync($"/content/pages/{slug}", ("TextEn", "What Sam wrote."));
        (seen["Form.TitleEn"], seen["Form.TextEn"]) = ("Linen", "What Olga wrote.");
        var refused = await olga.Browser.PostAsync($"/content/pages/{slug}", seen);
        Assert.Equal(HttpStatusCode.PreconditionFailed, refused.Status);
        Assert.Contains("nothing of yours is saved yet", refused.Text, StringComparison.Ordinal);
        Assert.Matches("<textarea[^>]*>What Olga wrote.</textarea>", refused.Html);
        Assert.Matches("<pre[^>]*>What Sam wrote.</pre>", refused.Html);
        using var reader = _shop.Open();
        Assert.Contains("What Sam wrote.", (await reader.GetAsync($"/pages/{slug}")).Text, StringComparison.Ordinal);

        var decided = refused.Form("content-form");
        decided["Form.TextEn"] = "What Olga wrote.";
        Assert.Equal($"/content/pages/{slug}?done=saved", (await olga.Browser.PostAsync($"/content/pages/{slug}", decided)).Location);
        Assert.Contains("What Olga wrote.", (await reader.GetAsync($"/pages/{slug}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_who_save_at_once_one_wins()
    {
        using var sam = await _shop.StaffAsync(StaffAreas.Settings);
        var slug = await sam.GivenPageAsync("As it was.");
        var form = (await sam.Browser.GetAsync($"/content/pages/{slug}")).Form("content-form");
        var answers = await Task.WhenAll(Enumerable.Range(1, 8).Select(i =>
            sam.Browser.PostAsync($"/content/pages/{slug}", new Dictionary<string, string>(form) { ["Form.TextEn"] = $"Writer {i}." })));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Redirect);
        Assert.Equal(7, answers.Count(answer => answer.Status == HttpStatusCode.PreconditionFailed));
        Assert.Equal(2, await _shop.QueryAsync(db => db.PageRevisions.CountAsync(r => r.Slug == slug)));
    }

    [Fact]
    public async Task An_older_revision_comes_back_as_the_newest()
    {
        using var sam = await _shop.StaffAsync(StaffAreas.Settings);
        var slug = await sam.GivenPageAsync("The good text.");
        await sam.WriteAsync($"/content/pages/{slug}", ("TextEn", "The bad text."));
        Assert.Contains("The good text.", (await sam.Browser.GetAsync($"/content/pages/{slug}/revisions/1")).Text, StringComparison.Ordinal);
        Assert.Equal($"/content/pages/{slug}?done=restored", (await sam.SubmitAsync($"/content/pages/{slug}/revisions/1", "/restore")).Location);
        using var reader = _shop.Open();
        Assert.Contains("The good text.", (await reader.GetAsync($"/pages/{slug}")).Text, StringComparison.Ordinal);
        Assert.Contains("Revision 3", (await sam.Browser.GetAsync($"/content/pages/{slug}")).Text, StringComparison.Ordinal);

        var stale = (await sam.Browser.GetAsync($"/content/pages/{slug}/revisions/2")).Form("/restore");
        await sam.WriteAsync($"/content/pages/{slug}", ("TextEn", "Newer."));
        Assert.Equal($"/content/pages/{slug}?problem=Changed", (await sam.Browser.PostAsync($"/content/pages/{slug}/revisions/2/restore", stale)).Location);
        Assert.Contains("Newer.", (await reader.GetAsync($"/pages/{slug}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_staffs_own_can_be_deleted_and_a_needed_one_cannot()
    {
        using var sam = await _shop.StaffAsync(StaffAreas.Settings);
        var slug = await sam.GivenPageAsync("For a while.");
        var form = (await sam.Browser.GetAsync($"/content/pages/{slug}")).Form("/delete");
        Assert.Equal("/content?done=deleted", (await sam.Browser.PostAsync($"/content/pages/{slug}/delete", form)).Location);
        using var reader = _shop.Open();
        Assert.Equal(HttpStatusCode.NotFound, (await reader.GetAsync($"/pages/{slug}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await sam.Browser.GetAsync($"/content/pages/{slug}")).Status);

        Assert.DoesNotContain("/delete", (await sam.Browser.GetAsync("/content/pages/imprint")).Html, StringComparison.Ordinal);
        Assert.Equal("/content/pages/imprint?problem=Needed", (await sam.Browser.PostAsync("/content/pages/imprint/delete", form)).Location);
        Assert.Equal(HttpStatusCode.OK, (await reader.GetAsync("/imprint")).Status);
    }

    [Fact]
    public async Task A_preview_shows_and_saves_nothing()
    {
        using var sam = await _shop.StaffAsync(StaffAreas.Settings);
        var slug = await sam.GivenPageAsync("As it was.");
        var page = await sam.WriteAsync($"/content/pages/{slug}", ("TextEn", "Almost **done**. <script>alert(1)</script>"), ("Action", "preview"));
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("<strong>done</strong>", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", page.Html, StringComparison.Ordinal);
        using var reader = _shop.Open();
        Assert.Contains("As it was.", (await reader.GetAsync($"/pages/{slug}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Script_that_staff_paste_stays_text_wherever_it_is_shown()
    {
        using var sam = await _shop.StaffAsync(StaffAreas.Settings);
        var slug = await sam.GivenPageAsync("<script>alert('zq8x')</script>\n\n[a](javascript:alert('zq8x'))\n\n</textarea></pre><img src=x onerror=alert('zq8x')>", "<b>zq8x</b>", ("FooterPlace", "50"));
        using var reader = _shop.Open();
        foreach (var (browser, path) in new[]
        {
            (reader, $"/pages/{slug}"), (reader, "/"), (sam.Browser, "/content"), (sam.Browser, $"/content/pages/{slug}"), (sam.Browser, $"/content/pages/{slug}/revisions/1"), (sam.Browser, "/staff"),
        })
        {
            var page = await browser.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.DoesNotMatch("<(script|img|b)\\b[^>]*>[^<]*zq8x|<img[^>]*onerror|href=\"javascript:", page.Html);
        }
    }

    [Theory]
    [InlineData("Slug", "Not A Name", "small letters")]
    [InlineData("Slug", "../cart", "small letters")]
    [InlineData("Slug", "about", "already")]
    [InlineData("TitleEn", "", "write a title")]
    [InlineData("TextEn", "  ", "write a text")]
    [InlineData("TextDe", "Ohne Titel", "write a title (German)")]
    [InlineData("TitleEn", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "80 characters")]
    [InlineData("FooterPlace", "-1", "1 to 99")]
    [InlineData("FooterPlace", "first", "1 to 99")]
    public async Task What_is_wrong_is_said_and_what_was_typed_stays(string field, string value, string message)
    {
        using var sam = await _shop.StaffAsync(StaffAreas.Settings);
        var typed = new Dictionary<string, string> { ["Slug"] = $"new-{Guid.NewGuid():N}", ["TitleEn"] = "Kept title", ["TextEn"] = "Kept text", [field] = value };
        var page = await sam.WriteAsync("/content/add", [.. typed.Select(t => (t.Key, t.Value))]);
        Assert.True(page.Status is HttpStatusCode.UnprocessableEntity or HttpStatusCode.Conflict, page.Status.ToString());
        Assert.Contains(message, page.Text, StringComparison.Ordinal);
        Assert.True(field == "TitleEn" || page.Html.Contains("Kept title", StringComparison.Ordinal));
        Assert.True(field == "TextEn" || page.Html.Contains("Kept text", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_text_of_200_kB_is_refused_with_its_length_and_comes_back()
    {
        using var sam = await _shop.StaffAsync(StaffAreas.Settings);
        var slug = await sam.GivenPageAsync("Short.");
        var page = await sam.WriteAsync($"/content/pages/{slug}", ("TextEn", new string('ü', 200_000 / 2) + " end of it"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains("50,000 characters at most; this one has 100,010", page.Text, StringComparison.Ordinal);
        Assert.Contains("end of it</textarea>", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_longest_text_in_both_languages_is_saved()
    {
        using var sam = await _shop.StaffAsync(StaffAreas.Settings);
        var longest = new string('ß', PageEditor.LongestText);
        var slug = await sam.GivenPageAsync(longest, more: [("TitleDe", "Lang"), ("TextDe", longest)]);
        using var reader = _shop.Open();
        Assert.Contains(longest, (await reader.GetAsync($"/pages/{slug}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_too_deep_to_be_read_is_refused()
    {
        using var sam = await _shop.StaffAsync(StaffAreas.Settings);
        var slug = await sam.GivenPageAsync("Flat.");
        var page = await sam.WriteAsync($"/content/pages/{slug}", ("TextEn", string.Concat(Enumerable.Repeat("> ", 20_000)) + "deep"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains("cannot be read", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_is_also_a_page_of_the_shops_is_in_nobodys_way()
    {
        using var sam = await _shop.StaffAsync(StaffAreas.Settings);
        Assert.Equal("/content/pages/cart?done=added", (await sam.WriteAsync("/content/add", ("Slug", "cart"), ("TitleEn", "Carts we sell"), ("TextEn", "Wooden ones."))).Location);
        using var reader = _shop.Open();
        Assert.Contains("Wooden ones.", (await reader.GetAsync("/pages/cart")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Wooden ones.", (await reader.GetAsync("/cart")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrating_again_leaves_what_staff_wrote()
    {
        using var sam = await _shop.StaffAsync(StaffAreas.Settings);
        Assert.Equal("/content/pages/terms?done=saved", (await sam.WriteAsync("/content/pages/terms", ("TextEn", "Our own terms."), ("TitleDe", ""))).Location);
        await using var again = await ShopInstance.StartAsync(_shop.Database); // brings the schema up to date at its start
        using var reader = again.Open();
        Assert.Contains("Our own terms.", (await reader.GetAsync("/terms")).Text, StringComparison.Ordinal);
    }

    private static string AuditName(bool added) => added ? Web.BackOffice.AuditActions.AddedPage : Web.BackOffice.AuditActions.ChangedPage;

    private async Task<IReadOnlyList<(string By, string What, string? Details)>> LogAsync(string slug) =>
        [.. (await _shop.QueryAsync(db => db.AuditEntries.Where(e => e.Details!.StartsWith(slug)).OrderBy(e => e.Id).ToListAsync())).Select(e => (e.By, e.What, e.Details))];
}
