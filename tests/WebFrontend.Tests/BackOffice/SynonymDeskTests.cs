using System.Net;
using Avanii.Catalog.Contracts;
using Avanii.Web.BackOffice;
using Avanii.Web.Contracts;
using Avanii.Web.Tests.Accounts;

namespace Avanii.Web.Tests.BackOffice;

/// <summary>Staff say which words mean the same, and see what shoppers search for.</summary>
public sealed class SynonymDeskTests : IClassFixture<AccountShop>
{
    private readonly AccountShop _shop;
    private readonly Guid _id = Guid.CreateVersion7();

    public SynonymDeskTests(AccountShop shop)
    {
        _shop = shop;
        _shop.Gateway.Reset();
    }

    [Fact]
    public async Task The_list_says_which_way_each_goes_and_what_that_means()
    {
        using var sam = await _shop.StaffAsync(StaffAreas.Catalogue);
        _shop.Gateway.On("GET", "/api/catalog/search/synonyms", () => (Synonyms[])[new(_id, ["sofa", "couch"], [], 1), new(Guid.CreateVersion7(), ["tableware"], ["plate", "<b>bowl</b>"], 2)]);
        var page = await sam.Browser.GetAsync("/synonyms");
        Assert.Contains("sofa, couch Two-way", page.Text, StringComparison.Ordinal);
        Assert.Contains("tableware One-way Also finds: plate, <b>bowl</b>", page.Text, StringComparison.Ordinal);
        Assert.Contains("who searches for sofa sees couches, and who searches for couch sees sofas", page.Text, StringComparison.Ordinal);
        Assert.Contains("not the other way round", page.Text, StringComparison.Ordinal);
        Assert.Contains($"href=\"/synonyms/{_id}\"", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Terms_are_typed_a_line_each_and_the_deed_is_written_down()
    {
        using var sam = await _shop.StaffAsync(StaffAreas.Catalogue);
        _shop.Gateway.GivenSynonyms(new(_id, ["settings", "orders"], ["T-Shirt"], 1)); // as rights are called, too
        Assert.Equal("/synonyms?done=added", (await sam.SubmitAsync("/synonyms/add", "content-form", ("Form.Terms", " settings\r\n\r\norders, Ärmel  los \r\n"), ("Form.AlsoFinds", "T-Shirt"))).Location);
        Assert.Equal("""{"terms":["settings","orders","Ärmel los"],"alsoFinds":["T-Shirt"]}""", System.Text.RegularExpressions.Regex.Unescape(_shop.Gateway.Only("POST /api/catalog/search/synonyms").Body));
        Assert.Equal((AuditActions.AddedSynonyms, "settings, orders → T-Shirt"), Assert.Single(await sam.DidInCatalogueAsync()));
        Assert.Contains("Sam added synonyms settings, orders → T-Shirt", (await sam.Browser.GetAsync("/synonyms?done=added")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "", "Please enter the terms.")]
    [InlineData("sofa", "", "Please enter two terms at least")]
    [InlineData("sofa\nSOFA", "", "is there twice")]
    [InlineData("sofa", "couch\nSofa", "is there twice")]
    [InlineData("sofa\none two three four five six", "", "has too many words")]
    [InlineData("sofa\n#!?", "", "has no letters or digits")]
    [InlineData("sofa\nlong", "", "is too long")]
    [InlineData("sofa", "many", "Please enter 20 terms at most.")]
    public async Task What_cannot_be_synonyms_is_said_beside_its_field_and_kept(string terms, string alsoFinds, string message)
    {
        using var sam = await _shop.StaffAsync(StaffAreas.Catalogue);
        terms = terms.Replace("long", new string('x', 61), StringComparison.Ordinal);
        alsoFinds = alsoFinds.Replace("many", string.Join('\n', Enumerable.Range(1, 21).Select(i => $"term {i}")), StringComparison.Ordinal);
        _shop.Gateway.Forget();
        var page = await sam.SubmitAsync("/synonyms/add", "content-form", ("Form.Terms", terms), ("Form.AlsoFinds", alsoFinds));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains(message, page.Text, StringComparison.Ordinal);
        Assert.Contains($">{terms}</textarea>", WebUtility.HtmlDecode(page.Html), StringComparison.Ordinal);
        Assert.Contains($">{alsoFinds}</textarea>", WebUtility.HtmlDecode(page.Html), StringComparison.Ordinal);
        Assert.DoesNotContain(_shop.Gateway.Calls, call => call.Method != "GET");
    }

    [Fact]
    public async Task What_only_the_catalogue_knows_to_be_wrong_is_said_and_kept_too()
    {
        using var sam = await _shop.StaffAsync(StaffAreas.Catalogue);
        _shop.Gateway.Refuse("POST", "/api/catalog/search/synonyms", 422, "inconsistent-synonyms");
        var page = await sam.SubmitAsync("/synonyms/add", "content-form", ("Form.Terms", "T-Shirts\nt shirt"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains("The catalogue does not take these terms.", page.Text, StringComparison.Ordinal);
        Assert.Contains(">T-Shirts\nt shirt</textarea>", WebUtility.HtmlDecode(page.Html), StringComparison.Ordinal);
        Assert.Empty(await sam.DidInCatalogueAsync());
    }

    [Fact]
    public async Task A_change_names_the_version_that_was_seen()
    {
        using var sam = await _shop.StaffAsync(StaffAreas.Catalogue);
        _shop.Gateway.GivenSynonyms(new(_id, ["sofa", "couch"], [], 7));
        var page = await sam.Browser.GetAsync($"/synonyms/{_id}");
        Assert.Contains(">sofa\ncouch</textarea>", WebUtility.HtmlDecode(page.Html), StringComparison.Ordinal);
        Assert.Equal("/synonyms?done=saved", (await sam.SubmitAsync($"/synonyms/{_id}", "content-form", ("Form.Terms", "sofa\ncouch\nsettee"))).Location);
        var call = _shop.Gateway.Only($"PUT /api/catalog/search/synonyms/{_id}");
        Assert.Equal(("\"7\"", """{"terms":["sofa","couch","settee"],"alsoFinds":[]}"""), (call.Headers["If-Match"], call.Body));
        Assert.Equal(AuditActions.ChangedSynonyms, Assert.Single(await sam.DidInCatalogueAsync()).What);
    }

    [Fact]
    public async Task Of_two_colleagues_the_second_gets_hers_back_beside_the_others()
    {
        using var sam = await _shop.StaffAsync(StaffAreas.Catalogue);
        _shop.Gateway.GivenSynonyms(new(_id, ["sofa", "couch"], [], 1));
        var seen = (await sam.Browser.GetAsync($"/synonyms/{_id}")).Form("content-form");
        (seen["Form.Terms"], seen["Form.AlsoFinds"]) = ("sofa\nbanquette", "");
        _shop.Gateway.GivenSynonyms(new(_id, ["divan"], ["bed"], 2));
        _shop.Gateway.Refuse("PUT", $"/api/catalog/search/synonyms/{_id}", 412, "changed-meanwhile");
        var refused = await sam.Browser.PostAsync($"/synonyms/{_id}", seen);
        Assert.Equal(HttpStatusCode.PreconditionFailed, refused.Status);
        Assert.Contains("nothing of yours is saved yet", refused.Text, StringComparison.Ordinal);
        Assert.Contains("What is saved now divan Also finds: bed", refused.Text, StringComparison.Ordinal);
        Assert.Contains(">sofa\nbanquette</textarea>", WebUtility.HtmlDecode(refused.Html), StringComparison.Ordinal);
        Assert.Equal("2", refused.Form("content-form")["Form.Version"]); // to save once more is to decide
        Assert.Empty(await sam.DidInCatalogueAsync());
    }

    [Fact]
    public async Task What_a_colleague_has_deleted_can_be_added_anew_as_it_was_typed()
    {
        using var sam = await _shop.StaffAsync(StaffAreas.Catalogue);
        _shop.Gateway.GivenSynonyms(new(_id, ["sofa", "couch"], [], 1));
        var seen = (await sam.Browser.GetAsync($"/synonyms/{_id}")).Form("content-form");
        (seen["Form.Terms"], seen["Form.AlsoFinds"]) = ("sofa\nbanquette", "");
        _shop.Gateway.Reset();
        _shop.Gateway.On("POST", "/api/catalog/search/synonyms", () => new Synonyms(_id, ["sofa", "banquette"], [], 1));
        var refused = await sam.Browser.PostAsync($"/synonyms/{_id}", seen);
        Assert.Contains("A colleague has deleted these synonyms meanwhile.", refused.Text, StringComparison.Ordinal);
        Assert.Contains(">sofa\nbanquette</textarea>", WebUtility.HtmlDecode(refused.Html), StringComparison.Ordinal);
        var again = refused.Form("content-form");
        (again["Form.Terms"], again["Form.AlsoFinds"]) = ("sofa\nbanquette", "");
        Assert.Equal("/synonyms?done=added", (await sam.Browser.PostAsync($"/synonyms/{_id}", again)).Location);
    }

    [Fact]
    public async Task Synonyms_are_deleted_as_they_were_seen_or_not_at_all()
    {
        using var sam = await _shop.StaffAsync(StaffAreas.Catalogue);
        _shop.Gateway.GivenSynonyms(new(_id, ["sofa", "couch"], [], 5));
        _shop.Gateway.Refuse("DELETE", $"/api/catalog/search/synonyms/{_id}", 412, "changed-meanwhile");
        Assert.Equal($"/synonyms/{_id}?problem=Changed", (await sam.SubmitAsync($"/synonyms/{_id}", "/delete")).Location);
        Assert.Contains("It has changed meanwhile", (await sam.Browser.GetAsync($"/synonyms/{_id}?problem=Changed")).Text, StringComparison.Ordinal);
        Assert.Empty(await sam.DidInCatalogueAsync());
        _shop.Gateway.GivenSynonyms(new(_id, ["sofa", "couch"], [], 5));
        _shop.Gateway.Forget();
        var form = (await sam.Browser.GetAsync($"/synonyms/{_id}")).Form("/delete");
        Assert.Equal("/synonyms?done=deleted", (await sam.Browser.PostAsync($"/synonyms/{_id}/delete", form)).Location);
        Assert.Equal("\"5\"", _shop.Gateway.Only($"DELETE /api/catalog/search/synonyms/{_id}").Headers["If-Match"]);
        Assert.Equal((AuditActions.RemovedSynonyms, "sofa, couch"), Assert.Single(await sam.DidInCatalogueAsync()));
        _shop.Gateway.Reset();
        Assert.Equal("/synonyms?problem=NotThere", (await sam.Browser.PostAsync($"/synonyms/{_id}/delete", form)).Location);
    }

    [Fact]
    public async Task A_word_that_found_nothing_is_one_click_from_a_synonym()
    {
        using var sam = await _shop.StaffAsync(StaffAreas.Catalogue);
        var lengthy = string.Join(' ', Enumerable.Repeat("word", 6));
        _shop.Gateway.On("GET", "/api/catalog/search/report", () => (SearchReportLine[])
            [new("so<fa & co", 1234, 0, new DateOnly(2026, 3, 2)), new(lengthy, 1, 0, new DateOnly(2026, 3, 1))]);
        _shop.Gateway.Forget();
        var page = await sam.Browser.GetAsync("/searches?days=90");
        Assert.Equal(["?days=90&zero=false&limit=50", "?days=90&zero=true&limit=50"],
            _shop.Gateway.Calls.Where(call => call.Path == "/api/catalog/search/report").Select(call => call.Query).Order(StringComparer.Ordinal));
        Assert.Contains("so<fa & co Add a synonym : so<fa & co 1,234", page.Text, StringComparison.Ordinal);
        Assert.Contains("href=\"/synonyms/add?term=so%3Cfa%20%26%20co\"", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain($"term={Uri.EscapeDataString(lengthy)}", page.Html, StringComparison.Ordinal); // no term has six words
        var add = await sam.Browser.GetAsync("/synonyms/add?term=so%3Cfa%20%26%20co");
        Assert.Contains(">so<fa & co</textarea>", WebUtility.HtmlDecode(add.Html), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?days=0")]
    [InlineData("?days=-7")]
    [InlineData("?days=99999999999")]
    [InlineData("?days=%3Cb%3E")]
    public async Task A_period_that_is_none_is_thirty_days(string query)
    {
        using var sam = await _shop.StaffAsync(StaffAreas.Catalogue);
        _shop.Gateway.Forget();
        var page = await sam.Browser.GetAsync("/searches" + query);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.All(_shop.Gateway.Calls.Where(call => call.Path == "/api/catalog/search/report"), call => Assert.Contains("days=30&", call.Query, StringComparison.Ordinal));
        Assert.Contains("Every search in these days has found something.", page.Text, StringComparison.Ordinal);
    }
}
