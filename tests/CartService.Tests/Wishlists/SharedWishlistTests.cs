using System.Net;
using System.Net.Http.Json;
using Avanii.Cart.Contracts;
using Avanii.ServiceDefaults;
using Avanii.Testing;

namespace Avanii.Cart.Tests.Wishlists;

/// <summary>A list that others see, and one that becomes an account's.</summary>
public sealed class SharedWishlistTests(CartApp app) : IClassFixture<CartApp>
{
    [Fact]
    public async Task Whoever_has_the_link_sees_the_list_and_not_whose_it_is()
    {
        var owner = new Person(app);
        var mug = app.GivenVariant();
        await owner.Client.WishAsync(mug);
        var share = await owner.ShareAsync("  For “Mia”  ");
        Assert.Equal("For “Mia”", share.Name);
        Assert.Matches("^[A-Za-z0-9_-]{24}$", share.Token);
        foreach (var token in new[] { null, app.Tokens.Create("visitor", Roles.Visitor), app.Tokens.Guest("somebody") })
        {
            using var answer = await app.ClientWith(token).GetAsync($"/wishlist/shared/{share.Token}");
            var text = await answer.Content.ReadAsStringAsync();
            Assert.DoesNotContain(owner.Subject, text, StringComparison.Ordinal);
            Assert.DoesNotContain(share.Token!, text, StringComparison.Ordinal);
            var list = (await answer.Content.ReadFromJsonAsync<SharedWishlistView>())!;
            Assert.Equal(("For “Mia”", mug.Sku), (list.Name, Assert.Single(list.Items).Sku));
        }
        Assert.Equal(share.Token, (await owner.ShareAsync(null)).Token); // only its name is another
        Assert.Null((await owner.Client.WishlistAsync()).Name);
    }

    [Fact]
    public async Task A_link_that_was_withdrawn_leads_nowhere_and_the_next_one_is_another()
    {
        var owner = new Person(app);
        await owner.Client.WishAsync(app.GivenVariant());
        var first = (await owner.ShareAsync("Mine")).Token;
        using var withdrawn = await owner.Client.DeleteAsync("/wishlist/share");
        Assert.Null((await withdrawn.Content.ReadFromJsonAsync<WishlistShare>())!.Token);
        await AssertGoneAsync(first!);
        Assert.Null((await owner.Client.WishlistAsync()).ShareToken);
        var second = (await owner.ShareAsync("Mine")).Token;
        Assert.NotEqual(first, second);
        await AssertGoneAsync(first!);
    }

    [Theory]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("a")]
    [InlineData("%27%20OR%201%3D1%20--aaaaaaaa")]
    [InlineData("%F0%9F%8E%81")]
    public Task What_is_no_link_leads_nowhere(string token) => AssertGoneAsync(token);

    [Theory]
    [InlineData(61)]
    [InlineData(5000)]
    public async Task A_name_is_short(int length)
    {
        using var answer = await new Person(app).Client.PostAsJsonAsync("/wishlist/share", new ShareWishlistRequest(new string('x', length)));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_name_is_one_line()
    {
        using var answer = await new Person(app).Client.PostAsJsonAsync("/wishlist/share", new ShareWishlistRequest("a\0b\r\nc"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_guest_signs_in_and_both_lists_are_one_however_often_that_is_said()
    {
        var (mug, bowl, hat) = (app.GivenVariant(), app.GivenVariant(), app.GivenVariant());
        var (guest, account) = (new Person(app, "guest"), new Person(app));
        await guest.Client.WishAsync(mug);
        await guest.Client.WishAsync(bowl);
        await account.Client.WishAsync(mug);
        await account.Client.WishAsync(hat);
        await using var second = await app.StartAnotherAsync();
        var twins = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => account.MergeAsync(guest, i % 2 == 0 ? app : second)));
        Assert.All(twins, skus => Assert.Equal(twins[0], skus));
        Assert.Equal(new[] { mug.Sku, bowl.Sku, hat.Sku }.Order(), twins[0].Order());
        Assert.Empty((await guest.Client.WishlistAsync()).Items);
    }

    [Fact]
    public async Task A_guests_link_goes_on_only_to_a_list_that_holds_no_more_than_it_showed()
    {
        var (guest, fresh) = (new Person(app, "guest"), new Person(app));
        await guest.Client.WishAsync(app.GivenVariant());
        var link = (await guest.ShareAsync("Gifts")).Token;
        await fresh.MergeAsync(guest);
        Assert.Equal((link, "Gifts"), ((await fresh.Client.WishlistAsync()).ShareToken, (await fresh.Client.WishlistAsync()).Name));

        var (other, filled) = (new Person(app, "guest"), new Person(app));
        await other.Client.WishAsync(app.GivenVariant());
        var ended = (await other.ShareAsync(null)).Token;
        await filled.Client.WishAsync(app.GivenVariant());
        await filled.MergeAsync(other);
        await AssertGoneAsync(ended!);
        Assert.Null((await filled.Client.WishlistAsync()).ShareToken);
    }

    [Fact]
    public async Task Only_a_guests_own_token_gives_a_list_away_and_only_an_account_takes_it()
    {
        var (victim, account, guest) = (new Person(app), new Person(app), new Person(app, "guest"));
        await victim.Client.WishAsync(app.GivenVariant());
        foreach (var token in new[] { victim.Token, "abc.def.ghi", TestTokens.ForgedBy(guest.Subject, Roles.Guest), app.Tokens.Create(guest.Subject, Roles.Guest, expiresIn: TimeSpan.FromMinutes(-1)) })
        {
            using var answer = await account.Client.PostAsJsonAsync("/wishlist/merge", new MergeGuestWishlistRequest(token));
            await answer.AssertProblemAsync(HttpStatusCode.UnprocessableEntity, "bad-guest-token");
        }
        using var refused = await new Person(app, "guest").Client.PostAsJsonAsync("/wishlist/merge", new MergeGuestWishlistRequest(guest.Token));
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Single((await victim.Client.WishlistAsync()).Items);
    }

    private async Task AssertGoneAsync(string token)
    {
        using var answer = await app.ClientWith(null).GetAsync($"/wishlist/shared/{token}");
        await answer.AssertProblemAsync(HttpStatusCode.NotFound, "unknown-wishlist");
    }

    private sealed class Person
    {
        private readonly CartApp _app;

        public Person(CartApp app, string kind = "account")
        {
            _app = app;
            Subject = $"{kind}:{CartApp.NewName(kind)}";
            Token = app.Tokens.Create(Subject, kind == "guest" ? Roles.Guest : Roles.Shopper);
            Client = app.ClientWith(Token);
        }

        public string Subject { get; }

        public string Token { get; }

        public HttpClient Client { get; }

        public async Task<WishlistShare> ShareAsync(string? name)
        {
            using var answer = await Client.PostAsJsonAsync("/wishlist/share", new ShareWishlistRequest(name));
            return (await answer.Content.ReadFromJsonAsync<WishlistShare>())!;
        }

        public async Task<IReadOnlyList<string>> MergeAsync(Person guest, CartApp? at = null)
        {
            using var answer = await (at ?? _app).ClientWith(Token).PostAsJsonAsync("/wishlist/merge", new MergeGuestWishlistRequest(guest.Token));
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
            return (await answer.Content.ReadFromJsonAsync<WishlistSkus>())!.Skus;
        }
    }
}
