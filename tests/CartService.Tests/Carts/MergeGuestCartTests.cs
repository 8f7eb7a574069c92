using System.Net;
using System.Net.Http.Json;
using Avanii.Cart.Contracts;
using Avanii.Catalog.Contracts;
using Avanii.Orders.Contracts;
using Avanii.ServiceDefaults;
using Avanii.Testing;

namespace Avanii.Cart.Tests.Carts;

/// <summary>A guest signs in.</summary>
public sealed class MergeGuestCartTests(CartApp app) : IClassFixture<CartApp>
{
    [Fact]
    public async Task What_lay_in_the_guests_cart_lies_in_the_accounts_and_quantities_add_up()
    {
        var (mug, bowl, hat) = (app.GivenVariant(), app.GivenVariant(), app.GivenVariant());
        var (guest, account) = (new Person(app, "guest"), new Person(app));
        await account.Client.AddAsync(mug, 2);
        var before = await account.Client.AddAsync(hat);
        await guest.Client.AddAsync(mug, 3);
        await guest.Client.AddAsync(bowl, 4);

        var merged = await account.MergeAsync(guest);
        Assert.Equal([(mug.Sku, 5), (hat.Sku, 1), (bowl.Sku, 4)], Lines(merged));
        Assert.Null(merged.Cuts);
        Assert.Equal(before.Id, merged.Id);
        Assert.True(merged.Version > before.Version);
        Assert.NotEqual(before.CheckoutId, merged.CheckoutId);
        Assert.Equivalent(merged, await account.Client.CartAsync(), strict: true);
        Assert.Null((await guest.Client.CartAsync()).Id);
    }

    [Fact]
    public async Task An_account_that_never_had_a_cart_gets_the_guests_lines_with_the_prices_that_were_seen()
    {
        var mug = app.GivenVariant(price: 9.90m);
        var (guest, account) = (new Person(app, "guest"), new Person(app));
        var before = await guest.Client.AddAsync(mug, 2);
        await app.DeliverAsync(new ProductChanged(Guid.CreateVersion7(), 2, mug.ProductSlug, [mug with { Price = 12.90m, Version = 2 }]));

        var merged = await account.MergeAsync(guest);
        var line = Assert.Single(merged.Lines);
        Assert.Equal((2, 12.90m, 9.90m, before.Lines[0].AddedAt), (line.Quantity, line.UnitPrice, line.PriceWhenAdded, line.AddedAt));
        Assert.NotEqual(before.Id, merged.Id);
    }

    [Fact]
    public async Task More_than_a_line_takes_is_cut_and_the_cart_says_so_until_it_changes()
    {
        var mug = app.GivenVariant(name: "Mug");
        var (guest, account) = (new Person(app, "guest"), new Person(app));
        await account.Client.AddAsync(mug, 60);
        await guest.Client.AddAsync(mug, 50);

        var merged = await account.MergeAsync(guest);
        Assert.Equal([new MergeCut(mug.Sku, "Mug", 110, 99, MergeCutReason.QuantityLimit)], merged.Cuts!);
        Assert.Equal(merged.Cuts, (await account.Client.CartAsync()).Cuts!);
        Assert.Null((await (await account.Client.TrySetAsync(mug.Sku, 3)).ReadCartAsync()).Cuts);
    }

    [Fact]
    public async Task A_full_cart_takes_no_further_line_but_more_of_those_that_it_has()
    {
        var articles = Enumerable.Range(0, CartLimits.MaxLines).Select(_ => app.GivenVariant(name: "Mug")).ToList();
        var (one, many) = (app.GivenVariant(name: "One too many"), new Person(app));
        var guest = new Person(app, "guest");
        foreach (var article in articles)
        {
            await many.Client.AddAsync(article);
        }
        await guest.Client.AddAsync(one);
        await guest.Client.AddAsync(articles[0], 2);

        var merged = await many.MergeAsync(guest);
        Assert.Equal([new MergeCut(one.Sku, "One too many", 1, 0, MergeCutReason.CartFull)], merged.Cuts!);
        Assert.Equal((CartLimits.MaxLines, 3), (merged.Lines.Count, merged.Lines.Single(line => line.Sku == articles[0].Sku).Quantity));
    }

    [Fact]
    public async Task Of_what_cannot_be_had_nothing_is_added_and_a_line_of_its_own_is_kept()
    {
        var (mug, bowl) = (app.GivenVariant(), app.GivenVariant());
        var (guest, account) = (new Person(app, "guest"), new Person(app));
        await account.Client.AddAsync(mug, 2);
        await guest.Client.AddAsync(mug, 3);
        await guest.Client.AddAsync(bowl, 4);
        await app.DeliverAsync(new AvailabilityChanged(mug.Sku, mug.ProductSlug, Availability.SoldOut, 2));
        await app.DeliverAsync(new AvailabilityChanged(bowl.Sku, bowl.ProductSlug, Availability.SoldOut, 2));

        var merged = await account.MergeAsync(guest);
        Assert.Equal([new MergeCut(mug.Sku, mug.ProductName, 5, 2, MergeCutReason.SoldOut)], merged.Cuts!);
        Assert.Equal([(mug.Sku, 2), (bowl.Sku, 4)], merged.Lines.Select(line => (line.Sku, line.Quantity)));
        Assert.Equal(0, merged.Subtotal);
    }

    [Fact]
    public async Task Merging_again_changes_nothing_and_is_answered_alike()
    {
        var mug = app.GivenVariant();
        var (guest, account) = (new Person(app, "guest"), new Person(app));
        await account.Client.AddAsync(mug, 60);
        await guest.Client.AddAsync(mug, 50);
        var once = await account.MergeAsync(guest);
        Assert.Equivalent(once, await account.MergeAsync(guest), strict: true);
    }

    [Fact]
    public async Task Merging_nothing_makes_no_cart_and_leaves_the_checkout_alone()
    {
        var (nobody, account) = (new Person(app, "guest"), new Person(app));
        Assert.Null((await account.MergeAsync(nobody)).Id);
        await nobody.Client.AddAsync(app.GivenVariant());
        await nobody.Client.RemoveAsync((await nobody.Client.CartAsync()).Lines[0].Sku);
        Assert.Null((await account.MergeAsync(nobody)).Id);

        var before = await account.Client.AddAsync(app.GivenVariant());
        Assert.Equivalent(before, await account.MergeAsync(nobody), strict: true);
    }

    [Fact]
    public async Task Twins_that_come_at_once_merge_once()
    {
        var mug = app.GivenVariant();
        var (guest, account) = (new Person(app, "guest"), new Person(app));
        await guest.Client.AddAsync(mug, 5);
        await using var second = await app.StartAnotherAsync();
        var twins = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => account.MergeAsync(guest, i % 2 == 0 ? app : second)));
        Assert.All(twins, merged => Assert.Equivalent(twins[0], merged, strict: true));
        Assert.Equal(5, twins[0].ItemCount);
    }

    [Fact]
    public async Task Whoever_adds_while_the_carts_are_merged_loses_nothing()
    {
        var mug = app.GivenVariant();
        var (guest, account) = (new Person(app, "guest"), new Person(app));
        await guest.Client.AddAsync(mug, 5);
        await Task.WhenAll([
            .. Enumerable.Range(0, 5).Select(Task (_) => guest.Client.AddAsync(mug)),
            .. Enumerable.Range(0, 5).Select(Task (_) => account.Client.AddAsync(mug)),
            .. Enumerable.Range(0, 3).Select(Task (_) => account.MergeAsync(guest))]);
        Assert.Equal(15, (await account.MergeAsync(guest)).ItemCount); // what came into the guest's hands after the last of them, too
    }

    [Theory]
    [InlineData("expired")]
    [InlineData("forged")]
    [InlineData("unsigned")]
    [InlineData("other audience")]
    [InlineData("other issuer")]
    [InlineData("shopper")]
    [InlineData("staff")]
    [InlineData("visitor")]
    [InlineData("garbage")]
    public async Task What_is_no_good_token_of_a_guest_merges_nothing(string kind)
    {
        var (guest, account) = (new Person(app, "guest"), new Person(app));
        await guest.Client.AddAsync(app.GivenVariant());
        var token = kind switch
        {
            "expired" => app.Tokens.Create(guest.Subject, Roles.Guest, expiresIn: TimeSpan.FromMinutes(-1)),
            "forged" => TestTokens.ForgedBy(guest.Subject, Roles.Guest),
            "unsigned" => TestTokens.WithoutSignature(guest.Subject, Roles.Guest),
            "other audience" => app.Tokens.Create(guest.Subject, Roles.Guest, audience: "somebody-else"),
            "other issuer" => app.Tokens.Create(guest.Subject, Roles.Guest, issuer: "somebody-else"),
            "shopper" => app.Tokens.Create(guest.Subject, Roles.Shopper),
            "staff" => app.Tokens.Create(guest.Subject, Roles.Staff),
            "visitor" => app.Tokens.Create(guest.Subject, Roles.Visitor),
            _ => "abc.def.ghi",
        };
        using var answer = await account.Client.PostAsJsonAsync("/cart/merge", new MergeGuestCartRequest(token));
        await answer.AssertProblemAsync(HttpStatusCode.UnprocessableEntity, "bad-guest-token");
        Assert.Equal((1, 0), ((await guest.Client.CartAsync()).ItemCount, (await account.Client.CartAsync()).ItemCount));
    }

    [Fact]
    public async Task A_shoppers_token_does_not_give_a_shoppers_cart_away()
    {
        var (victim, account) = (new Person(app), new Person(app));
        await victim.Client.AddAsync(app.GivenVariant());
        using var answer = await account.Client.PostAsJsonAsync("/cart/merge", new MergeGuestCartRequest(victim.Token));
        await answer.AssertProblemAsync(HttpStatusCode.UnprocessableEntity, "bad-guest-token");
        Assert.Equal(1, (await victim.Client.CartAsync()).ItemCount);
    }

    [Fact]
    public async Task Only_an_account_takes_a_guests_cart_over()
    {
        var (guest, other) = (new Person(app, "guest"), new Person(app, "guest"));
        using var answer = await other.Client.PostAsJsonAsync("/cart/merge", new MergeGuestCartRequest(guest.Token));
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task What_the_guest_was_ordering_leaves_the_accounts_cart_when_the_order_is_confirmed()
    {
        var (mug, bowl) = (app.GivenVariant(), app.GivenVariant());
        var (guest, account) = (new Person(app, "guest"), new Person(app));
        await guest.Client.AddAsync(mug, 3);
        var ordered = await guest.Client.AddAsync(bowl, 1);
        await account.Client.AddAsync(mug, 2);
        var merged = await account.MergeAsync(guest);
        Assert.Equal([ordered.Id!.Value], merged.MergedCarts!);

        var confirmed = Confirmed(ordered);
        await app.DeliverAsync(confirmed);
        var after = await account.Client.CartAsync();
        Assert.Equal([(mug.Sku, 2)], Lines(after)); // the account's own
        Assert.Equal([confirmed.OrderId], after.OrdersTakenOut!);
        await app.DeliverAsync(confirmed); // told anew
        Assert.Equivalent(after, await account.Client.CartAsync(), strict: true);
    }

    [Fact]
    public async Task Orders_that_the_guests_cart_has_heard_of_are_known_to_the_accounts()
    {
        var mug = app.GivenVariant();
        var (guest, account) = (new Person(app, "guest"), new Person(app));
        var confirmed = Confirmed(await guest.Client.AddAsync(mug, 2));
        await app.DeliverAsync(confirmed);
        await guest.Client.AddAsync(mug, 1);
        var own = Confirmed(await account.Client.AddAsync(mug, 4));
        await app.DeliverAsync(own);

        var merged = await account.MergeAsync(guest);
        Assert.Equal([confirmed.OrderId, own.OrderId], merged.OrdersTakenOut!);
        await app.DeliverAsync(confirmed);
        Assert.Equal(1, (await account.Client.CartAsync()).ItemCount);
    }

    [Fact]
    public async Task A_confirmation_that_comes_while_the_carts_are_merged_takes_out_once()
    {
        var mug = app.GivenVariant();
        for (var round = 0; round < 5; round++)
        {
            var (guest, account) = (new Person(app, "guest"), new Person(app));
            var ordered = await guest.Client.AddAsync(mug, 3);
            await account.Client.AddAsync(mug, 2);
            await Task.WhenAll(app.DeliverAsync(Confirmed(ordered)), account.MergeAsync(guest));
            Assert.Equal(2, (await account.MergeAsync(guest)).ItemCount);
        }
    }

    private static OrderConfirmed Confirmed(CartView cart) => new(
        Guid.CreateVersion7(), "AV-2345-6789", "guest", cart.Id!.Value, [.. cart.Lines.Select(line => new OrderConfirmed.Line(line.Sku, line.Quantity, line.AddedAt))],
        cart.Subtotal, cart.Currency, "ada@example.org", "en");

    private static IEnumerable<(string Sku, int Quantity)> Lines(CartView cart) =>
        cart.Lines.Select(line => (line.Sku, line.Quantity));

    /// <summary>Somebody with a token: a guest, or an account.</summary>
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

        public async Task<CartView> MergeAsync(Person guest, CartApp? at = null) =>
            await (await (at ?? _app).ClientWith(Token).PostAsJsonAsync("/cart/merge", new MergeGuestCartRequest(guest.Token))).ReadCartAsync();
    }
}
