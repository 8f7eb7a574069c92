using System.Text.Json;
using Avanii.Cart.Contracts;
using Avanii.Cart.Tests.Wishlists;
using Avanii.ServiceDefaults;
using Avanii.ServiceDefaults.Idempotency;
using Avanii.Testing;
using Avanii.Web.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Cart.Tests.Carts;

public sealed class DeletedAccountTests(CartApp app) : IClassFixture<CartApp>
{
    [Fact]
    public async Task The_cart_of_an_account_goes_with_it_however_often_that_is_told_and_nobody_elses()
    {
        var (id, subject, shopper) = NewAccount();
        var (_, other, bystander) = NewAccount();
        foreach (var somebody in new[] { shopper, bystander })
        {
            (await somebody.TryAddAsync(app.GivenVariant().Sku, 2, key: CartApp.NewName("key"))).EnsureSuccessStatusCode();
            await somebody.WishAsync(app.GivenVariant());
        }
        var deleted = new AccountDeleted(id, subject, app.Clock.GetUtcNow());
        var messageId = Guid.CreateVersion7();
        await app.DeliverAsync(deleted, messageId);
        await app.DeliverAsync(deleted, messageId);
        await app.DeliverAsync(deleted);

        Assert.Null((await shopper.CartAsync()).Id);
        Assert.Equal([other], await app.QueryAsync(db => db.Set<StoredAnswer>().Where(a => a.Subject == subject || a.Subject == other).Select(a => a.Subject).ToListAsync()));
        Assert.Equal(2, (await bystander.CartAsync()).ItemCount);
        Assert.Empty((await shopper.WishlistAsync()).Items);
        Assert.Single((await bystander.WishlistAsync()).Items);
    }

    [Fact]
    public async Task A_cart_that_the_accounts_last_token_makes_does_not_stay()
    {
        var (id, subject, shopper) = NewAccount();
        await app.DeliverAsync(new AccountDeleted(id, subject, app.Clock.GetUtcNow()));
        (await shopper.TryAddAsync(app.GivenVariant().Sku, 1, key: CartApp.NewName("key"))).EnsureSuccessStatusCode();
        await shopper.WishAsync(app.GivenVariant());
        await Eventually.AreEqual(0, () => app.QueryAsync(db => db.Carts.CountAsync(c => c.Subject == subject)));
        await Eventually.AreEqual(0, () => app.QueryAsync(db => db.Wishlists.CountAsync(w => w.Subject == subject)));
        await Eventually.AreEqual(0, () => app.QueryAsync(db => db.Set<StoredAnswer>().CountAsync(a => a.Subject == subject)));

        var (old, oldSubject, _) = NewAccount();
        await app.DeliverAsync(new AccountDeleted(old, oldSubject, app.Clock.GetUtcNow() - TimeSpan.FromDays(2)));
        await Eventually.AreEqual(0, () => app.QueryAsync(db => db.DeletedSubjects.CountAsync(d => d.Subject == oldSubject)));
        Assert.Equal(1, await app.QueryAsync(db => db.DeletedSubjects.CountAsync(d => d.Subject == subject)));
    }

    [Fact]
    public async Task Whoever_asks_for_their_data_gets_their_cart_and_their_wishlist()
    {
        var (_, subject, shopper) = NewAccount();
        var mug = app.GivenVariant();
        var hat = app.GivenVariant();
        await shopper.AddAsync(mug, 2);
        await shopper.WishAsync(hat);
        var (cart, wishlist) = await CollectAsync(subject);
        Assert.Equal((mug.Sku, 2), Assert.Single(cart.Lines.Select(line => (line.Sku, line.Quantity))));
        Assert.Equal(hat.Sku, Assert.Single(wishlist.Items).Sku);
    }

    [Fact]
    public async Task Of_somebody_without_a_cart_it_is_said_that_there_is_nothing()
    {
        var (cart, wishlist) = await CollectAsync("account:nobody");
        Assert.Empty(cart.Lines);
        Assert.Empty(wishlist.Items);
    }

    private async Task<(CartView Cart, WishlistView Wishlist)> CollectAsync(string subject)
    {
        var request = new AccountDataRequested(Guid.CreateVersion7(), subject);
        await app.DeliverAsync(request);
        var answer = await Eventually.GetAsync(
            () => Task.FromResult(app.Others.Heard<CartDataCollected>().SingleOrDefault(e => e.RequestId == request.RequestId)), e => e is not null);
        return (JsonSerializer.Deserialize<CartView>(answer!.Json, JsonSerializerOptions.Web)!, JsonSerializer.Deserialize<WishlistView>(answer.WishlistJson!, JsonSerializerOptions.Web)!);
    }

    private (Guid Id, string Subject, HttpClient Client) NewAccount()
    {
        var id = Guid.CreateVersion7();
        return (id, $"account:{id}", app.ClientWith(app.Tokens.Create($"account:{id}", Roles.Shopper)));
    }
}
