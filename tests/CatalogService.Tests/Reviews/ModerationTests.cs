using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Avanii.Catalog.Contracts;
using Avanii.ServiceDefaults;
using Avanii.Testing;
using Avanii.Web.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Catalog.Tests.Reviews;

public sealed class ModerationTests(CatalogApp app) : IClassFixture<CatalogApp>
{
    [Theory]
    [InlineData("GET", "/reviews")]
    [InlineData("GET", "/reviews/019c0000-0000-7000-8000-000000000001")]
    [InlineData("POST", "/reviews/019c0000-0000-7000-8000-000000000001/publish")]
    [InlineData("POST", "/reviews/019c0000-0000-7000-8000-000000000001/reject")]
    [InlineData("PUT", "/reviews/019c0000-0000-7000-8000-000000000001/reply")]
    public async Task Only_staff_of_the_catalogue_decide(string method, string path)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(null));
        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(app.Tokens.Guest("1")));
        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(app.Tokens.Create("account:1", Roles.Shopper)));
        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(app.Tokens.Staff(StaffAreas.Orders, StaffAreas.Customers, StaffAreas.Settings)));
        Assert.NotInRange((int)await SendAsync(app.Tokens.Staff(StaffAreas.Catalogue)), 401, 403);

        async Task<HttpStatusCode> SendAsync(string? token)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = method == "GET" ? null : JsonContent.Create(new { }) };
            request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
            using var response = await app.Anyone.SendAsync(request);
            return response.StatusCode;
        }
    }

    [Fact]
    public async Task Staff_decide_on_what_they_have_seen_and_on_nothing_else()
    {
        await app.GivenProductAsync("decided", sku: "DECIDED");
        var buyer = await Buyer.OfAsync(app, "DECIDED");
        var id = (await buyer.WriteAsync("decided")).Id;
        var seen = await app.SeenByStaffAsync(id);
        await buyer.WriteAsync("decided", Buyer.Words(text: "Something that staff would not publish."));
        await (await app.TryDecideAsync(id, "publish", seen.Version)).AssertProblemAsync(HttpStatusCode.PreconditionFailed, "changed-meanwhile");
        Assert.Empty((await app.ReviewsAsync("decided")).Items);

        var version = (await app.SeenByStaffAsync(id)).Version;
        var answers = await Task.WhenAll(
            app.TryDecideAsync(id, "publish", version),
            app.TryDecideAsync(id, "reject", version, new RejectReviewRequest("No.")),
            app.TryDecideAsync(id, "reply", version, new ReplyToReviewRequest("Thank you.")));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.PreconditionFailed, HttpStatusCode.PreconditionFailed], answers.Select(a => a.StatusCode).Order());

        await (await app.Staff.PostAsync($"/reviews/{id}/publish", null)).AssertProblemAsync(HttpStatusCode.PreconditionRequired, "if-match-needed");
        await (await app.TryDecideAsync(Guid.NewGuid(), "publish", 1)).AssertProblemAsync(HttpStatusCode.NotFound, "unknown-review");
        await (await app.TryDecideAsync(id, "reject", 9, new RejectReviewRequest(" "))).AssertInvalidAsync("reason");
        await (await app.TryDecideAsync(id, "reject", 9, new RejectReviewRequest(new string('x', 501)))).AssertInvalidAsync("reason");
        await (await app.TryDecideAsync(id, "reply", 9, new ReplyToReviewRequest(new string('x', 2001)))).AssertInvalidAsync("text");
    }

    [Fact]
    public async Task The_tag_of_an_answer_is_good_for_the_next_decision()
    {
        await app.GivenProductAsync("tagged", sku: "TAGGED");
        var id = (await (await Buyer.OfAsync(app, "TAGGED")).WriteAsync("tagged")).Id;
        using var seen = await app.Staff.GetAsync($"/reviews/{id}");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/reviews/{id}/publish");
        request.Headers.IfMatch.Add(seen.Headers.ETag!);
        using var published = await app.Staff.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, published.StatusCode);
        Assert.NotEqual(seen.Headers.ETag, published.Headers.ETag);
    }

    [Fact]
    public async Task The_shops_reply_is_shown_below_the_review_until_it_is_taken_away()
    {
        await app.GivenProductAsync("replied", sku: "REPLIED");
        var buyer = await Buyer.OfAsync(app, "REPLIED");
        var id = await buyer.PublishedAsync("replied", Buyer.Words(2));
        await app.DecideAsync(id, "reply", new ReplyToReviewRequest(" We are sorry.\r\nWrite to us. "));
        var shown = (await app.ReviewsAsync("replied")).Items.Single();
        Assert.Equal("We are sorry.\nWrite to us.", shown.Reply);
        Assert.NotNull(shown.RepliedAt);
        Assert.Equal("We are sorry.\nWrite to us.", (await buyer.MineAsync("replied")).Review!.Reply);
        // Pages that show the review hear of it, though the rating is what it was.
        await Eventually.AreEqual(2, () => app.Published<ProductRatingChanged>().Count(e => e.Slug == "replied"));
        await app.DecideAsync(id, "reply", new ReplyToReviewRequest(null));
        Assert.Null((await app.ReviewsAsync("replied")).Items.Single().Reply);
    }

    [Fact]
    public async Task What_waits_comes_oldest_first_page_by_page_and_each_once()
    {
        await app.GivenProductAsync("queued", sku: "QUEUED");
        var ids = new List<Guid>();
        for (var i = 0; i < 5; i++)
        {
            ids.Add((await (await Buyer.OfAsync(app, "QUEUED")).WriteAsync("queued", Buyer.Words(title: $"Number {i}"))).Id);
        }
        var found = new List<StaffReview>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = (await app.Staff.GetFromJsonAsync<StaffReviewPage>($"/reviews?state=Pending&limit=2&cursor={cursor}"))!;
            Assert.InRange(page.Items.Count, 1, 2);
            found.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        Assert.Equal(ids, found.Where(r => r.ProductSlug == "queued").Select(r => r.Id));
        Assert.All(found, r => Assert.Equal(ReviewState.Pending, r.State));

        await app.DecideAsync(ids[0], "publish");
        await app.DecideAsync(ids[1], "publish");
        var published = (await app.Staff.GetFromJsonAsync<StaffReviewPage>("/reviews?state=Published&limit=100"))!.Items.Where(r => r.ProductSlug == "queued");
        Assert.Equal([ids[1], ids[0]], published.Select(r => r.Id));
        foreach (var wrong in new[] { "cursor=x", "cursor=%F0%9F%8D%B5" })
        {
            await (await app.Staff.GetAsync($"/reviews?state=Pending&{wrong}")).AssertProblemAsync(HttpStatusCode.BadRequest, "bad-cursor");
        }
        Assert.Equal(HttpStatusCode.BadRequest, (await app.Staff.GetAsync("/reviews?state=Nowhere")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await app.Staff.GetAsync("/reviews?state=7")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await app.Staff.GetAsync("/reviews?limit=101")).StatusCode);
    }

    [Fact]
    public async Task Anybody_may_report_a_published_review_once_and_staff_settle_it()
    {
        await app.GivenProductAsync("reported", sku: "REPORTED");
        var (first, second) = (await Buyer.OfAsync(app, "REPORTED"), await Buyer.OfAsync(app, "REPORTED"));
        var (kept, rejected) = (await first.PublishedAsync("reported"), await second.PublishedAsync("reported", Buyer.Words(1)));
        var (guest, account) = (app.ClientWith(app.Tokens.Guest("reporter")), new Buyer(app).Client);
        foreach (var id in new[] { kept, rejected })
        {
            await Task.WhenAll(ReportAsync(guest, id, ReportReason.Spam), ReportAsync(guest, id, ReportReason.Spam));
            await ReportAsync(guest, id, ReportReason.Other); // said again in other words
            await ReportAsync(account, id, ReportReason.PersonalData, " My name is in it. ");
        }
        var waiting = await ReportedAsync();
        Assert.Equal([kept, rejected], waiting.Select(r => r.Id));
        Assert.All(waiting, r => Assert.Equal([(ReportReason.Spam, null), (ReportReason.PersonalData, "My name is in it.")], r.Reports.Select(x => (x.Reason, x.Note))));

        await app.DecideAsync(kept, "publish");
        await app.DecideAsync(rejected, "reject", new RejectReviewRequest("It names somebody."));
        Assert.Empty(await ReportedAsync());
        Assert.Equal([kept], (await app.ReviewsAsync("reported")).Items.Select(r => r.Id));
        await ReportAsync(guest, kept, ReportReason.Spam); // settled is settled
        Assert.Empty(await ReportedAsync());
        await ReportAsync(app.ClientWith(app.Tokens.Guest("another")), kept, ReportReason.Offensive);
        Assert.Single(await ReportedAsync());
        await app.DecideAsync(kept, "reply", new ReplyToReviewRequest("Thank you."));
        Assert.Single(await ReportedAsync()); // a reply settles nothing

        foreach (var id in new[] { rejected, Guid.NewGuid() })
        {
            await (await account.PostAsJsonAsync($"/reviews/{id}/reports", new { reason = "Spam" })).AssertProblemAsync(HttpStatusCode.NotFound, "unknown-review");
        }
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Anyone.PostAsJsonAsync($"/reviews/{kept}/reports", new { reason = "Spam" })).StatusCode);
        await (await account.PostAsJsonAsync($"/reviews/{kept}/reports", new { })).AssertInvalidAsync("reason");
        await (await account.PostAsJsonAsync($"/reviews/{kept}/reports", new { reason = "Spam", note = new string('x', 501) })).AssertInvalidAsync("note");
        Assert.Equal(HttpStatusCode.BadRequest, (await account.PostAsJsonAsync($"/reviews/{kept}/reports", new { reason = "Envy" })).StatusCode);

        async Task<IReadOnlyList<StaffReview>> ReportedAsync() =>
            [.. (await app.Staff.GetFromJsonAsync<StaffReviewPage>("/reviews?reported=true"))!.Items.Where(r => r.ProductSlug == "reported")];
    }

    [Fact]
    public async Task A_decision_settles_no_report_that_staff_have_not_seen()
    {
        await app.GivenProductAsync("overtaken", sku: "OVERTAKEN");
        var id = await (await Buyer.OfAsync(app, "OVERTAKEN")).PublishedAsync("overtaken");
        var seen = await app.SeenByStaffAsync(id);
        await ReportAsync(app.ClientWith(app.Tokens.Guest("late")), id, ReportReason.PersonalData);
        await (await app.TryDecideAsync(id, "publish", seen.Version)).AssertProblemAsync(HttpStatusCode.PreconditionFailed, "changed-meanwhile");
        seen = await app.SeenByStaffAsync(id);
        Assert.Equal([ReportReason.PersonalData], seen.Reports.Select(r => r.Reason));
        await ReportAsync(app.ClientWith(app.Tokens.Guest("late")), id, ReportReason.Spam); // said again: nothing new to see
        Assert.Empty((await (await app.TryDecideAsync(id, "publish", seen.Version)).Content.ReadFromJsonAsync<StaffReview>())!.Reports);
    }

    [Fact]
    public async Task Of_very_many_reports_a_decision_settles_those_that_were_shown()
    {
        await app.GivenProductAsync("stormed", sku: "STORMED");
        var id = await (await Buyer.OfAsync(app, "STORMED")).PublishedAsync("stormed");
        await Task.WhenAll(Enumerable.Range(0, 22).Select(i => ReportAsync(app.ClientWith(app.Tokens.Guest($"storm-{i}")), id, ReportReason.Other, $"Number {i}")));
        var shown = (await app.SeenByStaffAsync(id)).Reports.Select(r => r.Note).ToList();
        Assert.Equal(20, shown.Count);
        var left = (await app.DecideAsync(id, "publish")).Reports.Select(r => r.Note).ToList();
        Assert.Equal(2, left.Count);
        Assert.Empty(shown.Intersect(left));
        Assert.Empty((await app.DecideAsync(id, "publish")).Reports);
    }

    [Fact]
    public async Task Who_reported_words_that_are_gone_may_report_the_new_ones()
    {
        await app.GivenProductAsync("worded-anew", sku: "WORDED-ANEW");
        var buyer = await Buyer.OfAsync(app, "WORDED-ANEW");
        var guest = app.ClientWith(app.Tokens.Guest("attentive"));
        var id = await buyer.PublishedAsync("worded-anew");
        await ReportAsync(guest, id, ReportReason.Spam, "An advertisement.");
        await app.DecideAsync(id, "publish");
        await buyer.PublishedAsync("worded-anew", Buyer.Words(text: "Something else."));
        await ReportAsync(guest, id, ReportReason.Offensive, "Now it insults me.");
        Assert.Equal([(ReportReason.Offensive, "Now it insults me.")], (await app.SeenByStaffAsync(id)).Reports.Select(r => (r.Reason, r.Note)));
        await app.DecideAsync(id, "publish");
        await ReportAsync(guest, id, ReportReason.Offensive); // of these words it is settled
        Assert.Empty((await app.SeenByStaffAsync(id)).Reports);
    }

    [Fact]
    public async Task Neither_the_shops_reply_nor_a_report_outlives_the_words_that_it_was_about()
    {
        await app.GivenProductAsync("turned", sku: "TURNED");
        var buyer = await Buyer.OfAsync(app, "TURNED");
        var guest = app.ClientWith(app.Tokens.Guest("turned-reader"));
        var id = await buyer.PublishedAsync("turned", Buyer.Words(5));
        await app.DecideAsync(id, "reply", new ReplyToReviewRequest("Thank you!"));
        await ReportAsync(guest, id, ReportReason.Spam);
        await buyer.WriteAsync("turned", Buyer.Words(4)); // the same words
        Assert.Equal("Thank you!", (await app.ReviewsAsync("turned")).Items.Single().Reply);
        Assert.Single((await app.SeenByStaffAsync(id)).Reports);

        await buyer.PublishedAsync("turned", Buyer.Words(1, text: "The handle came off."));
        Assert.Equal((null, null), (await app.ReviewsAsync("turned")).Items.Single() is var shown ? (shown.Reply, shown.RepliedAt) : default);
        Assert.Equal((null, null), (await buyer.MineAsync("turned")).Review is var mine ? (mine!.Reply, mine.RepliedAt) : default);
        var staff = await app.SeenByStaffAsync(id);
        Assert.Equal("Thank you!", staff.Reply); // for staff, who may say it again
        Assert.Empty(staff.Reports);
        await ReportAsync(guest, id, ReportReason.Offensive);
        Assert.Equal([ReportReason.Offensive], (await app.SeenByStaffAsync(id)).Reports.Select(r => r.Reason));

        await app.DecideAsync(id, "reply", new ReplyToReviewRequest("Thank you!"));
        Assert.Equal("Thank you!", (await app.ReviewsAsync("turned")).Items.Single().Reply);
        Assert.Equal("Thank you!", (await buyer.MineAsync("turned")).Review!.Reply);
    }

    [Fact]
    public async Task Who_reported_is_forgotten_ninety_days_after_it_was_settled_and_not_before()
    {
        await app.GivenProductAsync("forgetful", sku: "FORGETFUL");
        var id = await (await Buyer.OfAsync(app, "FORGETFUL")).PublishedAsync("forgetful");
        foreach (var reporter in new[] { "long-settled", "just-settled", "waiting" })
        {
            await ReportAsync(app.ClientWith(app.Tokens.Guest(reporter)), id, ReportReason.PersonalData, $"I am {reporter}.");
        }
        await SettleAsync("long-settled", TimeSpan.FromDays(91));
        await SettleAsync("just-settled", TimeSpan.FromDays(89));
        await Eventually.AreEqual("guest:just-settled I am just-settled.|guest:waiting I am waiting.", async () => string.Join('|', await app.QueryAsync(db =>
            db.ReviewReports.Where(r => r.ReviewId == id && r.Reporter != null).OrderBy(r => r.Reporter).Select(r => $"{r.Reporter} {r.Note}").ToListAsync())));
        var forgotten = Assert.Single(await app.QueryAsync(db => db.ReviewReports.Where(r => r.ReviewId == id && r.Reporter == null).ToListAsync()));
        Assert.Equal((null, ReportReason.PersonalData), (forgotten.Note, forgotten.Reason));

        Task SettleAsync(string reporter, TimeSpan ago) => app.QueryAsync(db => db.ReviewReports.Where(r => r.ReviewId == id && r.Reporter == $"guest:{reporter}")
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.SettledAt, DateTimeOffset.UtcNow - ago)));
    }

    private static async Task ReportAsync(HttpClient client, Guid id, ReportReason reason, string? note = null) =>
        Assert.Equal(HttpStatusCode.NoContent, (await client.PostAsJsonAsync($"/reviews/{id}/reports", new ReportReviewRequest(reason, note))).StatusCode);
}
