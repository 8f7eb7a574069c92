using System.Net;
using Avanii.Catalog.Contracts;
using Avanii.Web.BackOffice;
using Avanii.Web.Contracts;
using Avanii.Web.Tests.Accounts;

namespace Avanii.Web.Tests.BackOffice;

/// <summary>Staff read what shoppers write, and decide.</summary>
public sealed class ReviewDeskTests : IClassFixture<AccountShop>
{
    private readonly AccountShop _shop;
    private readonly Guid _id = Guid.CreateVersion7();

    public ReviewDeskTests(AccountShop shop)
    {
        _shop = shop;
        _shop.Gateway.Reset();
    }

    [Theory]
    [InlineData("/reviews", "?limit=10&state=Pending")]
    [InlineData("/reviews?show=nonsense", "?limit=10&state=Pending")]
    [InlineData("/reviews?show=reported", "?limit=10&reported=true")]
    [InlineData("/reviews?show=published", "?limit=10&state=Published")]
    [InlineData("/reviews?show=rejected&cursor=a%2Bb", "?limit=10&state=Rejected&cursor=a%2Bb")]
    public async Task Each_list_asks_for_its_reviews(string path, string query)
    {
        using var sam = await _shop.StaffAsync(StaffAreas.Catalogue);
        _shop.Gateway.Forget();
        var page = await sam.Browser.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(query, _shop.Gateway.Only("GET /api/catalog/reviews").Query);
    }

    [Fact]
    public async Task A_list_shows_what_a_decision_needs_and_where_it_goes_on()
    {
        using var sam = await _shop.StaffAsync(StaffAreas.Catalogue);
        var review = CatalogueSteps.Review(_id, title: "Too <b>hot</b>", reports: [new(ReportReason.Spam, "An <i>advertisement</i>", DateTimeOffset.UnixEpoch), new(ReportReason.Other, null, DateTimeOffset.UnixEpoch)]);
        _shop.Gateway.On("GET", "/api/catalog/reviews", () => new StaffReviewPage([review], "next+part"));
        var page = await sam.Browser.GetAsync("/reviews?show=reported");
        foreach (var text in (string[])["Too <b>hot</b>", "An hour, and then some.", "Mug <b>“Sea”</b>", "Mia", "Bought here", "2 reports", "Advertising or spam", "An <i>advertisement</i>"])
        {
            Assert.Contains(text, page.Text, StringComparison.Ordinal);
        }
        Assert.Contains("4 out of 5 stars", WebUtility.HtmlDecode(page.Html), StringComparison.Ordinal);
        Assert.DoesNotContain("<b>hot</b>", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<i>adv", page.Html, StringComparison.Ordinal);
        Assert.Contains("href=\"/p/mug\"", page.Html, StringComparison.Ordinal);
        Assert.Contains($"href=\"/reviews/{_id}\"", page.Html, StringComparison.Ordinal);
        Assert.Contains("/reviews?show=reported&amp;cursor=next%2Bpart", page.Html, StringComparison.Ordinal);
        Assert.Equal("3", page.Form("/publish")["version"]);
    }

    [Fact]
    public async Task A_cursor_that_is_none_leads_to_the_beginning()
    {
        using var sam = await _shop.StaffAsync(StaffAreas.Catalogue);
        _shop.Gateway.Refuse("GET", "/api/catalog/reviews", 400, "bad-cursor");
        Assert.Equal("/reviews?show=published", (await sam.Browser.GetAsync("/reviews?show=published&cursor=nonsense")).Location);
    }

    [Theory]
    [InlineData("waiting", "/reviews?done=published")]
    [InlineData("reported", "/reviews?show=reported&done=published")]
    [InlineData("//elsewhere.example", "/reviews?done=published")]
    public async Task Publishing_names_the_version_that_was_seen_and_leads_back_to_the_list(string show, string back)
    {
        using var sam = await _shop.StaffAsync(StaffAreas.Catalogue);
        var review = CatalogueSteps.Review(_id, version: 41);
        _shop.Gateway.GivenReview(review);
        _shop.Gateway.On("GET", "/api/catalog/reviews", () => new StaffReviewPage([review], null));
        Assert.Equal(back, (await sam.SubmitAsync("/reviews", "/publish", ("show", show))).Location);
        Assert.Equal("\"41\"", _shop.Gateway.Only($"POST /api/catalog/reviews/{_id}/publish").Headers["If-Match"]);
        Assert.Equal((AuditActions.PublishedReview, $"mug, {_id}"), Assert.Single(await sam.DidInCatalogueAsync()));
        _shop.Gateway.On("GET", "/api/catalog/reviews", () => new StaffReviewPage([], null));
        var after = await sam.Browser.GetAsync(back);
        Assert.Contains("The review is published.", after.Text, StringComparison.Ordinal);
        Assert.Contains($"Sam published a review mug, {_id}", after.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_changed_before_it_was_published_is_shown_as_it_is_now_and_not_published()
    {
        using var sam = await _shop.StaffAsync(StaffAreas.Catalogue);
        _shop.Gateway.GivenReview(CatalogueSteps.Review(_id));
        var seen = (await sam.Browser.GetAsync($"/reviews/{_id}")).Form("/publish");
        _shop.Gateway.GivenReview(CatalogueSteps.Review(_id, text: "Something else altogether.", version: 4));
        _shop.Gateway.Refuse("POST", $"/api/catalog/reviews/{_id}/publish", 412, "changed-meanwhile");
        var answer = await sam.Browser.PostAsync($"/reviews/{_id}/publish", seen);
        Assert.Equal($"/reviews/{_id}?problem=Changed", answer.Location);
        var page = await sam.Browser.GetAsync(answer.Location!);
        Assert.Contains("It has changed meanwhile", page.Text, StringComparison.Ordinal);
        Assert.Contains("Something else altogether.", page.Text, StringComparison.Ordinal);
        Assert.Equal("4", page.Form("/publish")["version"]);
        Assert.Empty(await sam.DidInCatalogueAsync());
    }

    [Fact]
    public async Task A_review_that_its_author_took_back_cannot_be_decided_on()
    {
        using var sam = await _shop.StaffAsync(StaffAreas.Catalogue);
        _shop.Gateway.GivenReview(CatalogueSteps.Review(_id));
        var page = await sam.Browser.GetAsync($"/reviews/{_id}");
        var (publish, reject) = (page.Form("/publish"), page.Form("reject-form"));
        _shop.Gateway.Reset();
        Assert.Equal("/reviews?problem=NotThere", (await sam.Browser.PostAsync($"/reviews/{_id}/publish", publish)).Location);
        reject["Form.Reason"] = "No.";
        var gone = await sam.Browser.PostAsync($"/reviews/{_id}", reject);
        Assert.Equal(HttpStatusCode.NotFound, gone.Status);
        Assert.Contains("No such review", gone.Text, StringComparison.Ordinal);
        Assert.Empty(await sam.DidInCatalogueAsync());
    }

    [Fact]
    public async Task Rejecting_takes_a_reason_that_the_author_can_read()
    {
        using var sam = await _shop.StaffAsync(StaffAreas.Catalogue);
        _shop.Gateway.GivenReview(CatalogueSteps.Review(_id));
        foreach (var (typed, message) in new[] { ("", "Please say why"), (" \r\n ", "Please say why"), (new string('n', 501), "Please shorten that to 500 characters.") })
        {
            var refused = await sam.SubmitAsync($"/reviews/{_id}", "reject-form", ("Form.Reason", typed));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
            Assert.Contains(message, refused.Text, StringComparison.Ordinal);
            Assert.Matches($"<textarea[^>]*name=\"Form.Reason\"[^>]*>\\s*{typed.Trim()}\\s*</textarea>", WebUtility.HtmlDecode(refused.Html));
        }
        Assert.DoesNotContain(_shop.Gateway.Calls, call => call.Method == "POST");
        Assert.Equal($"/reviews/{_id}?done=rejected", (await sam.SubmitAsync($"/reviews/{_id}", "reject-form", ("Form.Reason", " It names \r\n a neighbour. "))).Location);
        var call = _shop.Gateway.Only($"POST /api/catalog/reviews/{_id}/reject");
        Assert.Equal("\"3\"", call.Headers["If-Match"]);
        Assert.Equal("""{"reason":"It names \n a neighbour."}""", call.Body);
        Assert.Equal((AuditActions.RejectedReview, $"mug, {_id}"), Assert.Single(await sam.DidInCatalogueAsync()));
    }

    [Fact]
    public async Task A_reply_is_saved_and_an_empty_one_takes_it_away()
    {
        using var sam = await _shop.StaffAsync(StaffAreas.Catalogue);
        _shop.Gateway.GivenReview(CatalogueSteps.Review(_id, ReviewState.Published, reply: "We are <glad>."));
        var page = await sam.Browser.GetAsync($"/reviews/{_id}");
        Assert.Matches("<textarea[^>]*name=\"Form.Reply\"[^>]*>We are &lt;glad&gt;.</textarea>", page.Html);
        Assert.DoesNotContain("/publish", page.Html, StringComparison.Ordinal); // it is, and nobody complains
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await sam.SubmitAsync($"/reviews/{_id}", "reply-form", ("Form.Reply", new string('n', 2001)))).Status);
        Assert.Equal($"/reviews/{_id}?done=replied", (await sam.SubmitAsync($"/reviews/{_id}", "reply-form", ("Form.Reply", "Thank you."))).Location);
        Assert.Equal($"/reviews/{_id}?done=taken-back", (await sam.SubmitAsync($"/reviews/{_id}", "reply-form", ("Form.Reply", ""))).Location);
        var calls = _shop.Gateway.Calls.Where(call => call.Method == "PUT").ToList();
        Assert.Equal(["""{"text":"Thank you."}""", """{"text":null}"""], calls.Select(call => call.Body));
        Assert.All(calls, call => Assert.Equal("\"3\"", call.Headers["If-Match"]));
        Assert.Equal([AuditActions.RepliedToReview, AuditActions.TookReplyBack], (await sam.DidInCatalogueAsync()).Select(entry => entry.What));
    }

    [Theory]
    [InlineData("reject-form", "Form.Reason", "POST", "reject")]
    [InlineData("reply-form", "Form.Reply", "PUT", "reply")]
    public async Task Who_comes_second_keeps_what_was_typed_beside_what_is_there_now(string form, string field, string method, string move)
    {
        using var sam = await _shop.StaffAsync(StaffAreas.Catalogue);
        _shop.Gateway.GivenReview(CatalogueSteps.Review(_id));
        var seen = (await sam.Browser.GetAsync($"/reviews/{_id}")).Form(form);
        seen[field] = "What Sam typed.";
        _shop.Gateway.GivenReview(CatalogueSteps.Review(_id, text: "Rewritten by its author.", version: 9));
        _shop.Gateway.Refuse(method, $"/api/catalog/reviews/{_id}/{move}", 412, "changed-meanwhile");
        var refused = await sam.Browser.PostAsync($"/reviews/{_id}", seen);
        Assert.Equal(HttpStatusCode.PreconditionFailed, refused.Status);
        Assert.Contains("The review has changed meanwhile", refused.Text, StringComparison.Ordinal);
        Assert.Contains("Rewritten by its author.", refused.Text, StringComparison.Ordinal);
        Assert.Matches($"<textarea[^>]*name=\"{field}\"[^>]*>What Sam typed.</textarea>", refused.Html);
        Assert.Empty(await sam.DidInCatalogueAsync());

        _shop.Gateway.GivenReview(CatalogueSteps.Review(_id, text: "Rewritten by its author.", version: 9));
        _shop.Gateway.Forget();
        var decided = refused.Form(form);
        decided[field] = "What Sam typed.";
        Assert.Equal(HttpStatusCode.Redirect, (await sam.Browser.PostAsync($"/reviews/{_id}", decided)).Status);
        Assert.Equal("\"9\"", _shop.Gateway.Only($"{method} /api/catalog/reviews/{_id}/{move}").Headers["If-Match"]);
    }

    [Fact]
    public async Task While_the_catalogue_is_away_nothing_typed_is_lost()
    {
        using var sam = await _shop.StaffAsync(StaffAreas.Catalogue);
        _shop.Gateway.GivenReview(CatalogueSteps.Review(_id));
        _shop.Gateway.Refuse("PUT", $"/api/catalog/reviews/{_id}/reply", 503, "away");
        var page = await sam.SubmitAsync($"/reviews/{_id}", "reply-form", ("Form.Reply", "Thank you."));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.Status);
        Assert.Contains(">Thank you.</textarea>", page.Html, StringComparison.Ordinal);
        Assert.Empty(await sam.DidInCatalogueAsync());
        _shop.Gateway.Refuse("GET", "/api/catalog/reviews", 503, "away");
        var list = await sam.Browser.GetAsync("/reviews");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, list.Status);
        Assert.Contains("The catalogue does not answer", list.Text, StringComparison.Ordinal);
    }
}
