using System.Net;
using System.Net.Http.Json;
using Avanii.Catalog.Contracts;
using Avanii.Testing;

namespace Avanii.Catalog.Tests.Reviews;

public sealed class WriteReviewTests(CatalogApp app) : IClassFixture<CatalogApp>
{
    [Fact]
    public async Task Only_an_account_that_bought_the_product_may_review_it()
    {
        await app.GivenProductAsync("bought", sku: "BOUGHT", colours: ["Sand", "Ink"]);
        await app.GivenProductAsync("not-bought", sku: "NOT-BOUGHT");
        var (buyer, stranger, guest) = (await Buyer.OfAsync(app, "BOUGHT-INK"), new Buyer(app), app.ClientWith(app.Tokens.Guest("1")));

        Assert.Equal((true, null, null), Parts(await buyer.MineAsync("bought")));
        Assert.Equal((false, ReviewHindrance.NotBought, null), Parts(await buyer.MineAsync("not-bought")));
        Assert.Equal((false, ReviewHindrance.NotBought, null), Parts(await stranger.MineAsync("bought")));
        Assert.Equal((false, ReviewHindrance.Guest, null), Parts((await guest.GetFromJsonAsync<MyReview>("/products/bought/reviews/mine"))!));

        await (await stranger.TryWriteAsync("bought", Buyer.Words())).AssertProblemAsync(HttpStatusCode.Forbidden, "not-bought");
        await (await buyer.TryWriteAsync("not-bought", Buyer.Words())).AssertProblemAsync(HttpStatusCode.Forbidden, "not-bought");
        await (await buyer.TryWriteAsync("nothing-here", Buyer.Words())).AssertProblemAsync(HttpStatusCode.NotFound, "unknown-product");
        Assert.Equal(HttpStatusCode.Forbidden, (await guest.PutAsJsonAsync("/products/bought/reviews/mine", Buyer.Words())).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Anyone.PutAsJsonAsync("/products/bought/reviews/mine", Buyer.Words())).StatusCode);
        Assert.Equal(ReviewState.Pending, (await buyer.WriteAsync("bought")).State);
        static (bool, ReviewHindrance?, OwnReview?) Parts(MyReview mine) => (mine.MayWrite, mine.Hindrance, mine.Review);
    }

    [Fact]
    public async Task Nobody_but_its_author_sees_a_review_before_staff_publish_it()
    {
        await app.GivenProductAsync("unseen", sku: "UNSEEN");
        var buyer = await Buyer.OfAsync(app, "UNSEEN");
        var written = await buyer.WriteAsync("unseen", Buyer.Words(4, "  Grüße\naus Åre 🍵 ", " First.\r\n\r\nSecond. ", " Mia M. "));
        Assert.Equal(("Grüße aus Åre 🍵", "First.\n\nSecond.", "Mia M."), (written.Title, written.Text, written.Name));
        Assert.Empty((await app.ReviewsAsync("unseen")).Items);
        Assert.Equal((null, 0), await RatingAsync("unseen"));

        await app.DecideAsync(written.Id, "publish");
        var shown = Assert.Single((await app.ReviewsAsync("unseen")).Items);
        Assert.Equal((4, "Grüße aus Åre 🍵", "First.\n\nSecond.", "Mia M.", true), (shown.Rating, shown.Title, shown.Text, shown.Name, shown.Verified));
        Assert.Equal((4m, 1), await RatingAsync("unseen"));
        Assert.Equal(ReviewState.Published, (await buyer.MineAsync("unseen")).Review!.State);
    }

    [Fact]
    public async Task Other_words_wait_for_staff_again_and_another_rating_counts_at_once()
    {
        await app.GivenProductAsync("rewritten", sku: "REWRITTEN");
        var buyer = await Buyer.OfAsync(app, "REWRITTEN");
        var id = await buyer.PublishedAsync("rewritten", Buyer.Words(5));
        Assert.Equal(ReviewState.Published, (await buyer.WriteAsync("rewritten", Buyer.Words(2))).State);
        Assert.Equal((2m, 1), await RatingAsync("rewritten"));
        foreach (var words in new[] { Buyer.Words(2, text: "It broke."), Buyer.Words(2, title: "Bad"), Buyer.Words(2, name: "Somebody else") })
        {
            Assert.Equal((id, ReviewState.Pending), (await buyer.WriteAsync("rewritten", words) is var written ? (written.Id, written.State) : default));
            Assert.Empty((await app.ReviewsAsync("rewritten")).Items);
            Assert.Equal((null, 0), await RatingAsync("rewritten"));
            await app.DecideAsync(id, "publish");
        }
        await Eventually.AreEqual("5 1|2 1|null 0|2 1|null 0|2 1|null 0|2 1", () => string.Join('|',
            app.Published<ProductRatingChanged>().Where(e => e.Slug == "rewritten").Select(e => $"{e.Rating?.ToString("0.##") ?? "null"} {e.Count}")));
    }

    [Fact]
    public async Task An_author_sees_why_a_review_was_rejected_and_may_write_it_anew()
    {
        await app.GivenProductAsync("rejected", sku: "REJECTED");
        var buyer = await Buyer.OfAsync(app, "REJECTED");
        var id = (await buyer.WriteAsync("rejected")).Id;
        await app.DecideAsync(id, "reject", new RejectReviewRequest("It is about the delivery."));
        var mine = (await buyer.MineAsync("rejected")).Review!;
        Assert.Equal((ReviewState.Rejected, "It is about the delivery."), (mine.State, mine.RejectionReason));
        Assert.Empty((await app.ReviewsAsync("rejected")).Items);
        mine = await buyer.WriteAsync("rejected", Buyer.Words(text: "About the mug this time."));
        Assert.Equal((ReviewState.Pending, null), (mine.State, mine.RejectionReason));
    }

    [Fact]
    public async Task A_review_is_taken_back_by_its_author_alone()
    {
        await app.GivenProductAsync("taken-back", sku: "TAKEN-BACK");
        var (author, other) = (await Buyer.OfAsync(app, "TAKEN-BACK"), await Buyer.OfAsync(app, "TAKEN-BACK"));
        await author.PublishedAsync("taken-back");
        Assert.Equal(HttpStatusCode.NoContent, (await other.Client.DeleteAsync("/products/taken-back/reviews/mine")).StatusCode); // has none
        Assert.Single((await app.ReviewsAsync("taken-back")).Items);
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(HttpStatusCode.NoContent, (await author.Client.DeleteAsync("/products/taken-back/reviews/mine")).StatusCode);
        }
        Assert.Empty((await app.ReviewsAsync("taken-back")).Items);
        Assert.Equal((null, 0), await RatingAsync("taken-back"));
        Assert.Equal((true, null), (await author.MineAsync("taken-back")) is var mine ? (mine.MayWrite, mine.Review) : default);
    }

    [Fact]
    public async Task Two_tabs_that_write_at_once_make_one_review()
    {
        await app.GivenProductAsync("two-tabs", sku: "TWO-TABS");
        var buyer = await Buyer.OfAsync(app, "TWO-TABS");
        var written = await Task.WhenAll(Enumerable.Range(1, 5).Select(rating => buyer.WriteAsync("two-tabs", Buyer.Words(rating))));
        Assert.Single(written.Select(r => r.Id).Distinct());
    }

    [Fact]
    public async Task Reviews_that_are_published_and_taken_back_at_once_are_all_counted()
    {
        await app.GivenProductAsync("counted", sku: "COUNTED");
        var buyers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Buyer.OfAsync(app, "COUNTED")));
        var ids = await Task.WhenAll(buyers.Select((buyer, i) => buyer.WriteAsync("counted", Buyer.Words(1 + (i % 5)))));
        await Task.WhenAll(ids.Take(4).Select(r => app.DecideAsync(r.Id, "publish")));
        await Task.WhenAll(buyers.Select((buyer, i) => i < 4 ? (Task)buyer.Client.DeleteAsync("/products/counted/reviews/mine") : app.DecideAsync(ids[i].Id, "publish")));
        var left = ids.Skip(4).Select(r => r.Rating).ToList();
        Assert.Equal((decimal.Round((decimal)left.Sum() / left.Count, 2, MidpointRounding.AwayFromZero), left.Count), await RatingAsync("counted"));
        var last = await Eventually.GetAsync(() => Task.FromResult(app.Published<ProductRatingChanged>().Where(e => e.Slug == "counted").ToList()), e => e.Count == 16);
        Assert.Equal(left.Count, last[^1].Count);
    }

    [Fact]
    public async Task A_review_is_read_written_and_taken_back_at_each_address_that_the_product_had()
    {
        await app.GivenProductAsync("before-move", sku: "BEFORE-MOVE");
        var buyer = await Buyer.OfAsync(app, "BEFORE-MOVE");
        await app.MoveAsync("before-move", "after-move");

        Assert.True((await buyer.MineAsync("before-move")).MayWrite);
        var id = await buyer.PublishedAsync("before-move");
        Assert.Equal(id, Assert.Single((await app.ReviewsAsync("before-move")).Items).Id);
        Assert.Equal(id, (await buyer.MineAsync("after-move")).Review!.Id);
        Assert.Equal(HttpStatusCode.NoContent, (await buyer.Client.DeleteAsync("/products/before-move/reviews/mine")).StatusCode);
        Assert.Empty((await app.ReviewsAsync("after-move")).Items);
    }

    [Fact]
    public async Task A_field_that_breaks_its_rule_is_named()
    {
        await app.GivenProductAsync("ruled", sku: "RULED");
        var buyer = await Buyer.OfAsync(app, "RULED");
        foreach (var (field, wrong) in new (string, WriteReviewRequest)[]
        {
            ("rating", Buyer.Words(0)),
            ("rating", Buyer.Words(6)),
            ("title", Buyer.Words(title: "")),
            ("title", Buyer.Words(title: " \t ")),
            ("title", Buyer.Words(title: new string('x', 121))),
            ("text", Buyer.Words(text: "\n")),
            ("text", Buyer.Words(text: new string('x', 4001))),
            ("name", Buyer.Words(name: " ")),
            ("name", Buyer.Words(name: new string('x', 61))),
        })
        {
            await (await buyer.TryWriteAsync("ruled", wrong)).AssertInvalidAsync(field);
        }
        Assert.Equal(HttpStatusCode.BadRequest, (await buyer.TryWriteAsync("ruled", Buyer.Words(text: "a\0b"))).StatusCode);
        Assert.Null((await buyer.MineAsync("ruled")).Review);
    }

    private async Task<(decimal? Rating, int Count)> RatingAsync(string slug)
    {
        var product = (await app.Anyone.GetFromJsonAsync<ProductDetails>($"/products/{slug}"))!;
        var summary = (await app.ReviewsAsync(slug)).Summary;
        Assert.Equal((summary.Rating, summary.Count), (product.Rating, product.RatingCount));
        return (product.Rating, product.RatingCount);
    }
}
