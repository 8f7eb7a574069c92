using System.Net;
using Avanii.Catalog.Contracts;
using Avanii.Catalog.Reviews;
using Avanii.Testing;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Catalog.Tests.Reviews;

public sealed class ListReviewsTests(CatalogApp app) : IClassFixture<CatalogApp>
{
    private static readonly int[] s_ratings = [5, 3, 5, 1, 4, 3, 5]; // the oldest first

    [Theory]
    [InlineData("", "5 3 4 1 5 3 5")]
    [InlineData("newest", "5 3 4 1 5 3 5")]
    [InlineData("highest", "5 5 5 4 3 3 1")]
    [InlineData("lowest", "1 3 3 4 5 5 5")]
    public async Task A_list_goes_on_page_by_page_in_its_order(string sort, string ratings)
    {
        var slug = $"listed-{(sort.Length == 0 ? "plain" : sort)}";
        await GivenReviewsAsync(slug);
        var all = new List<ReviewView>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await app.ReviewsAsync(slug, $"?sort={sort}&limit=2&cursor={cursor}");
            Assert.InRange(page.Items.Count, 1, 2);
            Assert.Equal((3.71m, 7), (page.Summary.Rating, page.Summary.Count));
            Assert.Equal([1, 0, 2, 1, 3], page.Summary.Stars);
            all.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        Assert.Equal(ratings, string.Join(' ', all.Select(r => r.Rating)));
        Assert.Equal(7, all.DistinctBy(r => r.Id).Count());
        Assert.All(all.Zip(all.Skip(1)).Where(pair => sort.Length == 0 || pair.First.Rating == pair.Second.Rating), pair => Assert.True(pair.First.WrittenAt > pair.Second.WrittenAt));
    }

    [Fact]
    public async Task A_product_without_reviews_has_no_rating()
    {
        await app.GivenProductAsync("silent");
        var page = await app.ReviewsAsync("silent");
        Assert.Equal((null, 0, null), (page.Summary.Rating, page.Summary.Count, page.NextCursor));
        Assert.Equal([0, 0, 0, 0, 0], page.Summary.Stars);
        Assert.Empty(page.Items);
    }

    [Fact]
    public async Task What_is_no_list_is_refused()
    {
        await GivenReviewsAsync("refused");
        await app.GivenProductAsync("refused-too");
        var cursor = (await app.ReviewsAsync("refused", "?limit=2")).NextCursor!;
        foreach (var wrong in new[] { $"refused/reviews?sort=highest&cursor={cursor}", $"refused-too/reviews?cursor={cursor}", $"refused/reviews?cursor={cursor[1..]}", "refused/reviews?cursor=🍵" })
        {
            await (await app.Anyone.GetAsync($"/products/{wrong}")).AssertProblemAsync(HttpStatusCode.BadRequest, "bad-cursor");
        }
        await (await app.Anyone.GetAsync("/products/refused/reviews?sort=helpful")).AssertProblemAsync(HttpStatusCode.BadRequest, "unknown-sort");
        await (await app.Anyone.GetAsync("/products/nothing-here/reviews")).AssertProblemAsync(HttpStatusCode.NotFound, "unknown-product");
        await (await app.Anyone.GetAsync("/products/%F0%9F%8D%B5/reviews")).AssertProblemAsync(HttpStatusCode.NotFound, "unknown-product");
        await (await app.Anyone.GetAsync("/products/refused/reviews?limit=51")).AssertInvalidAsync("limit");
    }

    [Fact]
    public async Task A_list_goes_on_at_the_new_address_where_it_was_left_at_the_old_one()
    {
        await GivenReviewsAsync("list-left");
        var first = await app.ReviewsAsync("list-left", "?limit=4");
        await app.MoveAsync("list-left", "list-goes-on");
        var rest = await app.ReviewsAsync("list-goes-on", $"?limit=4&cursor={first.NextCursor}");
        Assert.Equal(7, first.Items.Concat(rest.Items).DistinctBy(r => r.Id).Count());
    }

    [Fact]
    public async Task A_page_of_reviews_is_three_commands_however_many_there_are()
    {
        await GivenReviewsAsync("cheap");
        using var commands = new DatabaseCommands();
        await app.ReviewsAsync("cheap", "?sort=lowest");
        Assert.True(commands.Seen.Count == 3, string.Join("\n\n", commands.Seen));
    }

    private async Task GivenReviewsAsync(string slug)
    {
        var product = await app.GivenProductAsync(slug);
        await app.QueryAsync(db =>
        {
            foreach (var (i, rating) in s_ratings.Index())
            {
                var review = Review.Write(product.Id, null, rating, $"Number {i}", "Text", "Mia", DateTimeOffset.UnixEpoch.AddYears(50).AddMinutes(i));
                review.Publish();
                db.Reviews.Add(review);
            }
            db.Reviews.Add(Review.Write(product.Id, null, 1, "Waits", "Text", "Mia", DateTimeOffset.UnixEpoch.AddYears(51)));
            return db.SaveChangesAsync();
        });
    }
}
