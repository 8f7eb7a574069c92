using System.Net;
using Avanii.Catalog.Contracts;
using Avanii.Testing;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Cart.Tests.Carts;

public sealed class ChangeCartTests(CartApp app) : IClassFixture<CartApp>
{
    [Fact]
    public async Task Looking_at_a_cart_that_never_was_writes_nothing()
    {
        var guest = app.NewGuest();
        var before = await app.QueryAsync(db => db.Carts.CountAsync());
        var cart = await guest.CartAsync();
        await guest.RemoveAsync("MUG");
        await guest.TrySetAsync("MUG", 1);

        Assert.Null(cart.Id);
        Assert.Equal(Guid.Empty, cart.CheckoutId);
        Assert.Empty(cart.Lines);
        Assert.Equal(before, await app.QueryAsync(db => db.Carts.CountAsync()));
    }

    [Fact]
    public async Task A_quantity_is_set_to_exactly_what_was_asked()
    {
        var mug = app.GivenVariant();
        var guest = app.NewGuest();
        await guest.AddAsync(mug, 7);
        Assert.Equal(2, (await (await guest.TrySetAsync(mug.Sku, 2)).ReadCartAsync()).ItemCount);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(100)]
    public async Task A_quantity_outside_of_the_limits_is_not_set(int quantity)
    {
        var mug = app.GivenVariant();
        var guest = app.NewGuest();
        await guest.AddAsync(mug, 7);
        await (await guest.TrySetAsync(mug.Sku, quantity)).AssertInvalidAsync("quantity");
        Assert.Equal(7, (await guest.CartAsync()).ItemCount);
    }

    [Fact]
    public async Task The_quantity_of_what_is_not_in_the_cart_cannot_be_set()
    {
        var guest = app.NewGuest();
        await (await guest.TrySetAsync("MUG", 1)).AssertProblemAsync(HttpStatusCode.NotFound, "not-in-cart");
        await guest.AddAsync(app.GivenVariant());
        await (await guest.TrySetAsync("MUG", 1)).AssertProblemAsync(HttpStatusCode.NotFound, "not-in-cart");
    }

    [Fact]
    public async Task Fewer_of_what_sold_out_meanwhile_can_be_had_in_the_cart_but_not_more()
    {
        var mug = app.GivenVariant();
        var guest = app.NewGuest();
        await guest.AddAsync(mug, 5);
        await app.DeliverAsync(new AvailabilityChanged(mug.Sku, mug.ProductSlug, Availability.SoldOut, 2));

        await (await guest.TrySetAsync(mug.Sku, 6)).AssertProblemAsync(HttpStatusCode.Conflict, "sold-out");
        var cart = await (await guest.TrySetAsync(mug.Sku, 4)).ReadCartAsync();
        Assert.False(Assert.Single(cart.Lines).Orderable);
        Assert.Equal(0, cart.Subtotal);
    }

    [Fact]
    public async Task More_of_what_is_back_in_stock_can_be_had_also_when_its_event_is_still_on_its_way()
    {
        var mug = app.GivenVariant();
        var guest = app.NewGuest();
        await guest.AddAsync(mug);
        await app.DeliverAsync(new AvailabilityChanged(mug.Sku, mug.ProductSlug, Availability.SoldOut, 2));
        app.Catalogue.Put(mug with { Availability = Availability.InStock, AvailabilityVersion = 3 });
        var line = Assert.Single((await (await guest.TrySetAsync(mug.Sku, 3)).ReadCartAsync()).Lines);
        Assert.Equal((3, true), (line.Quantity, line.Orderable));
    }

    [Fact]
    public async Task Taking_out_a_line_twice_is_taking_it_out()
    {
        var (mug, bowl) = (app.GivenVariant(), app.GivenVariant());
        var guest = app.NewGuest();
        await guest.AddAsync(mug);
        await guest.AddAsync(bowl);
        var once = await guest.RemoveAsync(mug.Sku);
        var twice = await guest.RemoveAsync(mug.Sku);

        Assert.Equal(bowl.Sku, Assert.Single(once.Lines).Sku);
        Assert.Equal((once.Version, once.CheckoutId), (twice.Version, twice.CheckoutId));
    }

    [Fact]
    public async Task Lines_stay_in_the_order_in_which_they_were_added()
    {
        var articles = Enumerable.Range(0, 5).Select(_ => app.GivenVariant()).ToList();
        var guest = app.NewGuest();
        foreach (var article in articles)
        {
            await guest.AddAsync(article);
        }
        await guest.AddAsync(articles[0]);
        Assert.Equal(articles.Select(a => a.Sku), (await guest.CartAsync()).Lines.Select(line => line.Sku));
    }

    [Fact]
    public async Task The_checkout_id_stays_until_the_cart_changes()
    {
        var mug = app.GivenVariant();
        var guest = app.NewGuest();
        var added = await guest.AddAsync(mug, 2);
        var sameAgain = await (await guest.TrySetAsync(mug.Sku, 2)).ReadCartAsync();
        var refused = await guest.TryAddAsync(mug.Sku, 99);
        var seen = await guest.CartAsync();
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal((added.CheckoutId, added.Version), (sameAgain.CheckoutId, sameAgain.Version));
        Assert.Equal((added.CheckoutId, added.Version), (seen.CheckoutId, seen.Version));

        var more = await guest.AddAsync(mug);
        var set = await (await guest.TrySetAsync(mug.Sku, 9)).ReadCartAsync();
        var removed = await guest.RemoveAsync(mug.Sku);
        Assert.Equal(4, new[] { added, more, set, removed }.Select(cart => cart.CheckoutId).Distinct().Count());
        Assert.Equal([1, 2, 3, 4], new[] { added, more, set, removed }.Select(cart => cart.Version));
    }

    [Fact]
    public async Task Nobody_sees_the_cart_of_somebody_else()
    {
        var guest = app.NewGuest();
        await guest.AddAsync(app.GivenVariant());
        Assert.Empty((await app.NewGuest().CartAsync()).Lines);
    }
}
