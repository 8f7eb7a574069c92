using System.Net;
using Avanii.Catalog.Contracts;
using Avanii.Testing;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Cart.Tests.Idempotency;

public sealed class RepeatedAddTests(CartApp app) : IClassFixture<CartApp>
{
    [Fact]
    public async Task Twenty_twins_at_once_add_once_and_get_the_same_answer()
    {
        await using var second = await app.StartAnotherAsync();
        var mug = app.GivenVariant();
        var token = app.Tokens.Guest(CartApp.NewName("guest"));
        var guests = new[] { app.ClientWith(token), second.ClientWith(token) };
        var responses = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => guests[i % 2].TryAddAsync(mug.Sku, 3, "k-1")));

        Assert.All(responses, response => Assert.Equal(HttpStatusCode.OK, response.StatusCode));
        Assert.Single((await Task.WhenAll(responses.Select(response => response.Content.ReadAsStringAsync()))).Distinct());
        Assert.Equal(3, (await guests[0].CartAsync()).ItemCount);
    }

    [Fact]
    public async Task A_repetition_gets_the_first_answer_whatever_has_happened_since()
    {
        var (mug, hat) = (app.GivenVariant(), app.GivenVariant());
        var guest = app.NewGuest();
        var first = await guest.TryAddAsync(mug.Sku, 60, "k-1"); // twice would be too many
        await guest.AddAsync(hat);
        await app.DeliverAsync(new AvailabilityChanged(mug.Sku, mug.ProductSlug, Availability.SoldOut, 2));
        var again = await guest.TryAddAsync(mug.Sku, 60, "k-1");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.StatusCode, again.StatusCode));
        Assert.Equal(first.Content.Headers.ContentType, again.Content.Headers.ContentType);
        Assert.Equal(await first.Content.ReadAsByteArrayAsync(), await again.Content.ReadAsByteArrayAsync());
        Assert.Equal(61, (await guest.CartAsync()).ItemCount);
    }

    [Fact]
    public async Task The_same_key_for_something_else_is_refused_and_says_what_it_stands_for()
    {
        var mug = app.GivenVariant();
        var guest = app.NewGuest();
        await guest.TryAddAsync(mug.Sku, 1, "k-1");
        foreach (var other in new[] { guest.TryAddAsync(mug.Sku, 2, "k-1"), guest.TryAddAsync("NO-SUCH-MUG", 1, "k-1") })
        {
            var problem = await (await other).AssertProblemAsync(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
            Assert.Equal("POST /cart/items", problem.GetProperty("operation").GetString());
        }
        Assert.Equal(1, (await guest.CartAsync()).ItemCount);
    }

    [Fact]
    public async Task An_attempt_that_failed_does_not_burn_the_key()
    {
        var mug = app.GivenVariant();
        var guest = app.NewGuest();
        await guest.AddAsync(mug, 98);
        Assert.Equal(HttpStatusCode.Conflict, (await guest.TryAddAsync(mug.Sku, 2, "k-1")).StatusCode);
        await guest.TrySetAsync(mug.Sku, 1);
        Assert.Equal(3, (await (await guest.TryAddAsync(mug.Sku, 2, "k-1")).ReadCartAsync()).ItemCount);
    }

    [Fact]
    public async Task While_the_catalogue_is_away_the_key_stays_good()
    {
        await using var alone = new CartApp(); // its catalogue's absence is nobody else's
        await alone.InitializeAsync();
        var mug = alone.GivenVariant();
        var guest = alone.NewGuest();
        alone.Catalogue.IsAway = true;
        await (await guest.TryAddAsync(mug.Sku, 1, "k-1")).AssertProblemAsync(HttpStatusCode.ServiceUnavailable, "catalogue-away");
        alone.Catalogue.IsAway = false;
        Assert.Equal(1, (await (await guest.TryAddAsync(mug.Sku, 1, "k-1")).ReadCartAsync()).ItemCount);
        Assert.Equal(1, (await (await guest.TryAddAsync(mug.Sku, 1, "k-1")).ReadCartAsync()).ItemCount);
    }

    [Fact]
    public async Task The_same_key_of_another_shopper_is_another_key_and_without_one_each_request_counts()
    {
        var mug = app.GivenVariant();
        var (ada, ben) = (app.NewGuest(), app.NewGuest());
        await ada.TryAddAsync(mug.Sku, 1, "k-1");
        Assert.Equal(2, (await (await ben.TryAddAsync(mug.Sku, 2, "k-1")).ReadCartAsync()).ItemCount);
        await ada.AddAsync(mug);
        Assert.Equal(3, (await ada.AddAsync(mug)).ItemCount);
    }

    [Theory]
    [InlineData("")]
    [InlineData("with space")]
    [InlineData("x", 101)]
    public async Task What_can_be_no_key_is_refused(string key, int times = 1)
    {
        var guest = app.NewGuest();
        var response = await guest.TryAddAsync(app.GivenVariant().Sku, 1, string.Concat(Enumerable.Repeat(key, times)));
        await response.AssertProblemAsync(HttpStatusCode.BadRequest, "idempotency-key-invalid");
        Assert.Empty((await guest.CartAsync()).Lines);
    }

    [Fact]
    public async Task Keys_are_kept_for_three_days_and_then_deleted_in_batches_by_all_instances()
    {
        await using var alone = new CartApp(); // nobody else lives three days
        await alone.InitializeAsync();
        await using var second = await alone.StartAnotherAsync();
        var mug = alone.GivenVariant();
        var id = CartApp.NewName("guest");
        await alone.ClientWith(alone.Tokens.Guest(id)).TryAddAsync(mug.Sku, 1, "k-1");
        await alone.QueryAsync(db => db.Database.ExecuteSqlAsync($"""
            INSERT INTO idempotency_keys (subject, key, operation, request_hash, status, body, created_at)
            SELECT subject, 'old-' || n, operation, request_hash, status, body, created_at - interval '1 hour' FROM idempotency_keys, generate_series(1, 2500) AS n
            """));

        alone.Clock.Advance(TimeSpan.FromHours(71.5));
        await Eventually.AreEqual(1, () => CountKeysAsync(alone));
        var guest = alone.ClientWith(alone.Tokens.Guest(id));
        Assert.Equal(1, (await (await guest.TryAddAsync(mug.Sku, 1, "k-1")).ReadCartAsync()).ItemCount);
        alone.Clock.Advance(TimeSpan.FromHours(1));
        await Eventually.AreEqual(0, () => CountKeysAsync(alone));
        Assert.Equal(2, (await (await guest.TryAddAsync(mug.Sku, 1, "k-1")).ReadCartAsync()).ItemCount);
    }

    private static Task<int> CountKeysAsync(CartApp app) =>
        app.QueryAsync(db => db.Database.SqlQuery<int>($"SELECT count(*)::int AS \"Value\" FROM idempotency_keys").SingleAsync());
}
