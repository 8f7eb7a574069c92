using System.Net;
using System.Net.Http.Json;
using System.Text;
using Avanii.Cart.Contracts;
using Avanii.Catalog.Contracts;
using Avanii.Testing;

namespace Avanii.Cart.Tests.Carts;

public sealed class AddItemTests(CartApp app) : IClassFixture<CartApp>
{
    [Fact]
    public async Task What_is_added_is_shown_with_the_catalogues_facts_and_price()
    {
        var mug = app.GivenVariant(price: 9.90m);
        var cart = await app.NewGuest().AddAsync(mug, 3);

        var line = Assert.Single(cart.Lines);
        Assert.Equal((mug.Sku, 3, 9.90m, 29.70m, true), (line.Sku, line.Quantity, line.UnitPrice, line.LineTotal, line.Orderable));
        Assert.Equal((mug.ProductName, mug.Options, mug.VatRate), (line.ProductName, line.Options, line.VatRate));
        Assert.Equal((29.70m, 3, "EUR"), (cart.Subtotal, cart.ItemCount, cart.Currency));
    }

    [Fact]
    public async Task A_price_that_the_shopper_has_seen_is_in_the_cart_also_when_its_event_is_still_on_its_way()
    {
        var before = app.GivenVariant(price: 9.90m);
        await app.NewGuest().AddAsync(before);
        var now = app.Catalogue.Put(before with { Price = 12m, Version = 2 });

        var guest = app.NewGuest();
        var cart = await (await guest.PostAsJsonAsync("/cart/items", new AddItemRequest(now.Sku, 1, SeenVersion: 2))).ReadCartAsync();
        Assert.Equal(12m, Assert.Single(cart.Lines).UnitPrice);

        // What nobody can have seen is asked for as often as it is named, and does no harm.
        cart = await (await guest.PostAsJsonAsync("/cart/items", new AddItemRequest(now.Sku, 1, SeenVersion: long.MaxValue))).ReadCartAsync();
        Assert.Equal((12m, 2), (Assert.Single(cart.Lines).UnitPrice, cart.ItemCount));
    }

    [Fact]
    public async Task What_is_back_in_stock_is_added_also_when_its_event_is_still_on_its_way()
    {
        var mug = app.GivenVariant();
        await app.DeliverAsync(new AvailabilityChanged(mug.Sku, mug.ProductSlug, Availability.SoldOut, 2));
        app.Catalogue.Put(mug with { Availability = Availability.SoldOut, AvailabilityVersion = 2 });
        var guest = app.NewGuest();
        await (await guest.TryAddAsync(mug.Sku)).AssertProblemAsync(HttpStatusCode.Conflict, "sold-out");

        app.Catalogue.Put(mug with { Availability = Availability.Low, AvailabilityVersion = 3 }); // of which no event has come
        Assert.True(Assert.Single((await guest.AddAsync(mug)).Lines).Orderable);
    }

    [Fact]
    public async Task What_is_sold_out_is_refused_after_one_question_and_while_the_catalogue_is_away_by_what_is_known()
    {
        var mug = app.GivenVariant();
        var guest = app.NewGuest();
        await guest.AddAsync(mug);
        await app.DeliverAsync(new AvailabilityChanged(mug.Sku, mug.ProductSlug, Availability.SoldOut, 2));
        app.Catalogue.Put(mug with { Availability = Availability.SoldOut, AvailabilityVersion = 2 });
        var before = app.Catalogue.Asked.Count(sku => sku == mug.Sku);
        await (await guest.TryAddAsync(mug.Sku)).AssertProblemAsync(HttpStatusCode.Conflict, "sold-out");
        await (await guest.TrySetAsync(mug.Sku, 2)).AssertProblemAsync(HttpStatusCode.Conflict, "sold-out");
        Assert.Equal(before + 2, app.Catalogue.Asked.Count(sku => sku == mug.Sku));
        app.Catalogue.IsAway = true;
        try
        {
            await (await guest.TryAddAsync(mug.Sku)).AssertProblemAsync(HttpStatusCode.Conflict, "sold-out");
            await (await guest.TrySetAsync(mug.Sku, 2)).AssertProblemAsync(HttpStatusCode.Conflict, "sold-out");
        }
        finally
        {
            app.Catalogue.IsAway = false;
        }
    }

    [Fact]
    public async Task While_the_catalogue_is_away_what_was_seen_is_added_at_the_price_that_is_known()
    {
        var mug = app.GivenVariant(price: 9.90m);
        await app.NewGuest().AddAsync(mug);
        app.Catalogue.IsAway = true;
        try
        {
            var cart = await (await app.NewGuest().PostAsJsonAsync("/cart/items", new AddItemRequest(mug.Sku, 1, SeenVersion: 2))).ReadCartAsync();
            Assert.Equal(9.90m, Assert.Single(cart.Lines).UnitPrice);
        }
        finally
        {
            app.Catalogue.IsAway = false;
        }
    }

    [Fact]
    public async Task Twenty_tabs_that_add_at_once_to_a_new_cart_all_count()
    {
        var mug = app.GivenVariant();
        var guest = app.NewGuest();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => guest.AddAsync(mug)));

        var cart = await guest.CartAsync();
        Assert.Equal(20, Assert.Single(cart.Lines).Quantity);
        Assert.Equal(20, cart.Version);
    }

    [Fact]
    public async Task Twenty_tabs_that_add_different_articles_at_once_all_count()
    {
        var articles = Enumerable.Range(0, 10).Select(_ => app.GivenVariant()).ToList();
        var guest = app.NewGuest();
        await guest.AddAsync(articles[0]);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => guest.AddAsync(articles[i % 10], 2)));

        var cart = await guest.CartAsync();
        Assert.Equal(41, cart.ItemCount);
        Assert.Equal(10, cart.Lines.Count);
    }

    [Fact]
    public async Task An_article_that_the_shop_does_not_have_is_refused()
    {
        var guest = app.NewGuest();
        var problem = await (await guest.TryAddAsync("NO-SUCH-MUG")).AssertProblemAsync(HttpStatusCode.NotFound, "unknown-sku");
        Assert.Equal("NO-SUCH-MUG", problem.GetProperty("sku").GetString());
        Assert.Null((await guest.CartAsync()).Id);
    }

    [Fact]
    public async Task What_is_sold_out_or_retired_is_refused()
    {
        var guest = app.NewGuest();
        var soldOut = app.GivenVariant(availability: Availability.SoldOut);
        var retired = app.GivenVariant(retired: true);
        await (await guest.TryAddAsync(soldOut.Sku)).AssertProblemAsync(HttpStatusCode.Conflict, "sold-out");
        await (await guest.TryAddAsync(retired.Sku)).AssertProblemAsync(HttpStatusCode.Conflict, "retired");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(100)]
    [InlineData(1_000_000_000)]
    public async Task A_quantity_that_no_cart_takes_is_refused_by_name(int quantity) =>
        await (await app.NewGuest().TryAddAsync(app.GivenVariant().Sku, quantity)).AssertInvalidAsync("quantity");

    [Fact]
    public async Task More_than_ninety_nine_of_one_article_are_refused_saying_how_many_go_in()
    {
        var mug = app.GivenVariant();
        var guest = app.NewGuest();
        await guest.AddAsync(mug, 97);
        var problem = await (await guest.TryAddAsync(mug.Sku, 3)).AssertProblemAsync(HttpStatusCode.Conflict, "quantity-limit");
        Assert.Equal(2, problem.GetProperty("room").GetInt32());
        Assert.Equal(97, (await guest.CartAsync()).ItemCount);
        Assert.Equal(99, (await guest.AddAsync(mug, 2)).ItemCount);
        problem = await (await guest.TryAddAsync(mug.Sku)).AssertProblemAsync(HttpStatusCode.Conflict, "quantity-limit");
        Assert.Equal(0, problem.GetProperty("room").GetInt32());
    }

    [Fact]
    public async Task A_hundred_and_first_article_finds_no_room_but_more_of_the_others_do()
    {
        var articles = Enumerable.Range(0, CartLimits.MaxLines).Select(_ => app.GivenVariant()).ToList();
        var guest = app.NewGuest();
        foreach (var article in articles)
        {
            await guest.AddAsync(article);
        }
        await (await guest.TryAddAsync(app.GivenVariant().Sku)).AssertProblemAsync(HttpStatusCode.Conflict, "cart-full");
        Assert.Equal(101, (await guest.AddAsync(articles[0])).ItemCount);
    }

    [Theory]
    [InlineData("""{"sku":""", "unreadable-request")]
    [InlineData("", "unreadable-request")]
    [InlineData("null", "unreadable-request")]
    [InlineData("[]", "unreadable-request")]
    [InlineData("""{"sku":"MUG","quantity":"many"}""", "unreadable-request")]
    [InlineData("""{"sku":"MUG","quantity":1.5}""", "unreadable-request")]
    [InlineData("""{"sku":"MUG","quantity":99999999999}""", "unreadable-request")]
    [InlineData("""{"sku":"MUG","quantity":1,"price":0.01}""", "unreadable-request")]
    [InlineData("""{"sku":"\ud83c","quantity":1}""", "unreadable-request")]
    [InlineData("""{"quantity":1}""", "invalid-request")]
    [InlineData("""{"sku":null,"quantity":1}""", "invalid-request")]
    [InlineData("""{"sku":"  ","quantity":1}""", "invalid-request")]
    [InlineData("""{"sku":"MUG\u0000","quantity":1}""", "unreadable-request")]
    [InlineData("""{"sku":"MUG-🎁","quantity":1}""", "invalid-request")]
    public async Task A_request_that_makes_no_sense_is_refused_in_words(string body, string type)
    {
        var response = await app.NewGuest().PostAsync("/cart/items", new StringContent(body, Encoding.UTF8, "application/json"));
        var problem = await response.AssertProblemAsync(HttpStatusCode.BadRequest, type);
        Assert.DoesNotContain("Avanii", problem.GetRawText(), StringComparison.Ordinal); // no names from inside
    }

    [Fact]
    public async Task A_sku_of_ten_kilobytes_is_refused_by_name() =>
        await (await app.NewGuest().TryAddAsync(new string('x', 10_000))).AssertInvalidAsync("sku");
}
