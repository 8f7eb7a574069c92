using System.Net;
using Avanii.Catalog.Contracts;
using Avanii.Orders.Contracts;
using Avanii.Testing;

namespace Avanii.Cart.Tests.Prices;

public sealed class VariantFactsTests(CartApp app) : IClassFixture<CartApp>
{
    [Fact]
    public async Task The_catalogue_is_asked_once_for_a_sku_whatever_the_number_of_carts()
    {
        var mug = app.GivenVariant();
        await app.NewGuest().AddAsync(mug);
        await app.NewGuest().AddAsync(mug);
        await app.NewGuest().AddAsync(mug);
        Assert.Single(app.Catalogue.Asked, mug.Sku);
    }

    [Fact]
    public async Task What_an_event_has_told_is_not_asked_for()
    {
        var mug = app.GivenVariant(price: 5.00m);
        await app.DeliverAsync(Changed(mug));
        Assert.Equal(5.00m, (await app.NewGuest().AddAsync(mug)).Subtotal);
        Assert.DoesNotContain(mug.Sku, app.Catalogue.Asked);
    }

    [Fact]
    public async Task A_price_that_moves_shows_in_the_cart_beside_the_one_when_it_was_added()
    {
        var mug = app.GivenVariant(price: 10.00m);
        var guest = app.NewGuest();
        var before = await guest.AddAsync(mug, 2);
        await app.DeliverAsync(Changed(mug with { Price = 12.00m, Version = 2 }));

        var after = await guest.CartAsync();
        var line = Assert.Single(after.Lines);
        Assert.Equal((12.00m, 10.00m, 24.00m), (line.UnitPrice, line.PriceWhenAdded, line.LineTotal));
        Assert.Equal(before.Version, after.Version); // the lines are the same: whoever orders compares the total, too

        var again = Assert.Single((await guest.AddAsync(mug)).Lines);
        Assert.Null(again.PriceWhenAdded); // the shopper has seen the new one
    }

    [Fact]
    public async Task What_is_older_than_what_is_known_is_ignored()
    {
        var mug = app.GivenVariant(price: 10.00m, version: 5);
        var guest = app.NewGuest();
        await guest.AddAsync(mug);
        await app.DeliverAsync(Changed(mug with { Price = 11.00m, Version = 7 }));
        await app.DeliverAsync(Changed(mug with { Price = 12.00m, Version = 6 }));
        await app.DeliverAsync(new ProductRetired(Guid.CreateVersion7(), 4, mug.ProductSlug, [mug.Sku]));
        Assert.Equal((11.00m, true), Line(await guest.CartAsync()));

        await app.DeliverAsync(new AvailabilityChanged(mug.Sku, mug.ProductSlug, Availability.SoldOut, 9));
        await app.DeliverAsync(new AvailabilityChanged(mug.Sku, mug.ProductSlug, Availability.Low, 8));
        Assert.Equal((11.00m, false), Line(await guest.CartAsync()));
    }

    [Fact]
    public async Task Facts_and_availability_have_their_own_versions()
    {
        var mug = app.GivenVariant(price: 10.00m);
        var guest = app.NewGuest();
        await guest.AddAsync(mug);
        await app.DeliverAsync(new AvailabilityChanged(mug.Sku, mug.ProductSlug, Availability.SoldOut, 3));
        // New facts with the availability of before.
        await app.DeliverAsync(Changed(mug with { Price = 11.00m, Version = 2, Availability = Availability.InStock, AvailabilityVersion = 2 }));
        Assert.Equal((11.00m, false), Line(await guest.CartAsync()));
        // Old facts with a new availability.
        await app.DeliverAsync(Changed(mug with { Price = 10.00m, Version = 1, Availability = Availability.InStock, AvailabilityVersion = 4 }));
        Assert.Equal((11.00m, true), Line(await guest.CartAsync()));
    }

    [Fact]
    public async Task A_retired_article_stays_in_the_cart_and_counts_for_nothing()
    {
        var (mug, bowl) = (app.GivenVariant(price: 10.00m), app.GivenVariant(price: 3.00m));
        var guest = app.NewGuest();
        await guest.AddAsync(mug);
        await guest.AddAsync(bowl);
        await app.DeliverAsync(new ProductRetired(Guid.CreateVersion7(), 2, mug.ProductSlug, [mug.Sku]));

        var cart = await guest.CartAsync();
        Assert.Equal([(mug.Sku, true, false), (bowl.Sku, false, true)], cart.Lines.Select(line => (line.Sku, line.Retired, line.Orderable)));
        Assert.Equal(3.00m, cart.Subtotal);
        await (await guest.TryAddAsync(mug.Sku)).AssertProblemAsync(HttpStatusCode.Conflict, "retired");
    }

    [Fact]
    public async Task News_of_a_sku_that_arrives_before_anybody_asked_is_not_forgotten()
    {
        var mug = app.GivenVariant();
        await app.DeliverAsync(new AvailabilityChanged(mug.Sku, mug.ProductSlug, Availability.SoldOut, 2));
        await (await app.NewGuest().TryAddAsync(mug.Sku)).AssertProblemAsync(HttpStatusCode.Conflict, "sold-out");

        var retired = app.GivenVariant();
        await app.DeliverAsync(new ProductRetired(Guid.CreateVersion7(), 2, retired.ProductSlug, [retired.Sku]));
        await (await app.NewGuest().TryAddAsync(retired.Sku)).AssertProblemAsync(HttpStatusCode.Conflict, "retired");
    }

    [Fact]
    public async Task An_event_that_overtakes_the_answer_wins()
    {
        var mug = app.GivenVariant(price: 10.00m);
        app.Catalogue.Meanwhile = sku => sku == mug.Sku
            ? app.DeliverAsync(Changed(mug with { Price = 11.00m, Version = 2, Availability = Availability.Low, AvailabilityVersion = 2 }))
            : Task.CompletedTask;
        var line = Assert.Single((await app.NewGuest().AddAsync(mug)).Lines);
        Assert.Equal((11.00m, Availability.Low), (line.UnitPrice, line.Availability));
    }

    [Fact]
    public async Task While_the_catalogue_is_away_known_articles_go_in_and_others_later()
    {
        await using var alone = new CartApp(); // its catalogue's absence is nobody else's
        await alone.InitializeAsync();
        var (known, unknown) = (alone.GivenVariant(), alone.GivenVariant());
        var guest = alone.NewGuest();
        await guest.AddAsync(known);
        alone.Catalogue.IsAway = true;

        Assert.Equal(2, (await guest.AddAsync(known)).ItemCount);
        var response = await guest.TryAddAsync(unknown.Sku);
        await response.AssertProblemAsync(HttpStatusCode.ServiceUnavailable, "catalogue-away");
        Assert.NotNull(response.Headers.RetryAfter);

        alone.Catalogue.IsAway = false;
        Assert.Equal(3, (await guest.AddAsync(unknown)).ItemCount);
    }

    [Fact]
    public async Task A_price_that_moved_without_an_event_is_asked_for_when_an_order_was_rejected()
    {
        var (mug, bowl) = (app.GivenVariant(price: 10.00m), app.GivenVariant(price: 3.00m));
        var guest = app.NewGuest();
        await guest.AddAsync(mug);
        var ordered = await guest.AddAsync(bowl);
        app.Catalogue.Put(mug with { Price = 12.00m, Version = 2 });
        Assert.Equal(13.00m, (await guest.CartAsync()).Subtotal);

        await app.DeliverAsync(Rejected(ordered));
        Assert.Equal(15.00m, (await guest.CartAsync()).Subtotal);
        await guest.CartAsync();
        Assert.Equal(2, app.Catalogue.Asked.Count(sku => sku == mug.Sku)); // when it was added, and once now

        app.Catalogue.Put(mug with { Price = 13.00m, Version = 3 });
        await app.DeliverAsync(Rejected(ordered));
        Assert.Equal(13.00m, (await guest.AddAsync(mug)).Lines[0].UnitPrice); // who adds sees it, too
    }

    [Fact]
    public async Task A_price_that_moves_while_the_catalogue_is_being_asked_is_asked_for_again()
    {
        var mug = app.GivenVariant(price: 10.00m);
        var guest = app.NewGuest();
        var ordered = await guest.AddAsync(mug);
        await app.DeliverAsync(Rejected(ordered));
        app.Catalogue.Meanwhile = async sku =>
        {
            if (sku == mug.Sku)
            {
                app.Catalogue.Meanwhile = _ => Task.CompletedTask;
                app.Catalogue.Put(mug with { Price = 12.00m, Version = 2 });
                await app.DeliverAsync(Rejected(ordered));
            }
        };
        await guest.CartAsync(); // hears of the price of before
        Assert.Equal(12.00m, (await guest.CartAsync()).Subtotal);
    }

    [Fact]
    public async Task While_the_catalogue_is_away_a_cart_in_doubt_is_shown_as_it_is_known_and_asks_later()
    {
        await using var alone = new CartApp(); // its catalogue's absence is nobody else's
        await alone.InitializeAsync();
        var mug = alone.GivenVariant(price: 10.00m);
        var guest = alone.NewGuest();
        var ordered = await guest.AddAsync(mug);
        alone.Catalogue.Put(mug with { Price = 12.00m, Version = 2 });
        await alone.DeliverAsync(Rejected(ordered));
        alone.Catalogue.IsAway = true;
        Assert.Equal(10.00m, (await guest.CartAsync()).Subtotal);
        Assert.Equal(20.00m, (await guest.AddAsync(mug)).Subtotal);

        alone.Catalogue.IsAway = false;
        Assert.Equal(20.00m, (await guest.CartAsync()).Subtotal); // not at every look
        alone.Clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(24.00m, (await guest.CartAsync()).Subtotal);
    }

    private static OrderRejected Rejected(Contracts.CartView cart) =>
        new(Guid.CreateVersion7(), "AV-2345-6789", "guest", cart.Id!.Value, cart.CheckoutId, "ada@example.org", "en");

    private static ProductChanged Changed(VariantFacts variant) => new(Guid.CreateVersion7(), variant.Version, variant.ProductSlug, [variant]);

    private static (decimal, bool) Line(Contracts.CartView cart) => (cart.Lines.Single().UnitPrice, cart.Lines.Single().Orderable);
}
