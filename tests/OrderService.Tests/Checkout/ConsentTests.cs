using System.Net;
using System.Text.Json;
using Avanii.Cart.Contracts;
using Avanii.Orders.Contracts;
using Avanii.Testing;

namespace Avanii.Orders.Tests.Checkout;

public sealed class ConsentTests(OrderApp app) : IClassFixture<OrderApp>
{
    [Fact]
    public async Task A_rise_that_a_fall_makes_up_for_is_not_agreed_to()
    {
        var shopper = new Shopper(app, Shopper.Line("MUG", 10.00m, 1), Shopper.Line("BOWL", 10.00m, 1));
        var quote = await shopper.QuoteAsync();
        Reprice(shopper, Shopper.Line("MUG", 12.00m, 1), Shopper.Line("BOWL", 8.00m, 1));
        foreach (var request in new[] { WithFingerprint(quote), WithPrices(quote), WithPrices(quote) with { Fingerprint = null } })
        {
            var problem = await (await shopper.TryPlaceAsync(request)).AssertProblemAsync(HttpStatusCode.Conflict, "cart-changed");
            var now = problem.GetProperty("quote").Deserialize<CheckoutQuote>(JsonSerializerOptions.Web)!;
            Assert.Equal(quote.Total, now.Total);
            Assert.NotEqual(quote.Fingerprint, now.Fingerprint);
        }
        Assert.Equal(HttpStatusCode.Created, (await shopper.TryPlaceAsync(WithFingerprint(await shopper.QuoteAsync()))).StatusCode);
    }

    [Fact]
    public async Task A_price_that_fell_is_taken_from_who_saw_the_higher_one()
    {
        var shopper = new Shopper(app, Shopper.Line("MUG", 10.00m, 1), Shopper.Line("BOWL", 10.00m, 1));
        var quote = await shopper.QuoteAsync();
        Reprice(shopper, Shopper.Line("MUG", 10.00m, 1), Shopper.Line("BOWL", 8.00m, 1));
        await (await shopper.TryPlaceAsync(WithFingerprint(quote))).AssertProblemAsync(HttpStatusCode.Conflict, "cart-changed"); // nobody knows what was seen
        var order = await PlacedAsync(await shopper.TryPlaceAsync(WithPrices(quote)));
        Assert.Equal((8.00m, 22.90m), (order.Lines[1].UnitPrice, order.Total));
    }

    [Fact]
    public async Task A_fall_that_makes_delivery_cost_something_is_shown_first()
    {
        var shopper = new Shopper(app, Shopper.Line("MUG", 50.00m, 1));
        var quote = await shopper.QuoteAsync();
        Reprice(shopper, Shopper.Line("MUG", 45.00m, 1));
        await (await shopper.TryPlaceAsync(WithPrices(quote))).AssertProblemAsync(HttpStatusCode.Conflict, "cart-changed"); // 49.90, but 4.90 for delivery
    }

    [Fact]
    public async Task Cheaper_lines_in_another_number_are_another_order()
    {
        var shopper = new Shopper(app, Shopper.Line("MUG", 10.00m, 2), Shopper.Line("BOWL", 10.00m, 1));
        var quote = await shopper.QuoteAsync();
        foreach (var lines in new CartLine[][]
        {
            [Shopper.Line("MUG", 9.00m, 1), Shopper.Line("BOWL", 10.00m, 1)],
            [Shopper.Line("MUG", 9.00m, 2)],
            [Shopper.Line("MUG", 9.00m, 2), Shopper.Line("HAT", 10.00m, 1)],
        })
        {
            Reprice(shopper, lines);
            await (await shopper.TryPlaceAsync(WithPrices(quote))).AssertProblemAsync(HttpStatusCode.Conflict, "cart-changed");
        }
    }

    [Fact]
    public async Task Prices_that_are_written_otherwise_make_no_other_order()
    {
        var shopper = new Shopper(app, Shopper.Line("MUG", 10.00m, 1));
        var request = WithPrices(await shopper.QuoteAsync());
        var first = await PlacedAsync(await shopper.TryPlaceAsync(request));
        var again = await PlacedAsync(await shopper.TryPlaceAsync(request with { Seen = new SeenPrices(4.9m, [new("MUG", 1, 10m)]) }));
        Assert.Equal(first.Id, again.Id);
    }

    [Fact]
    public async Task What_was_seen_has_its_limits()
    {
        var shopper = new Shopper(app);
        var request = await shopper.RequestAsync();
        await (await shopper.TryPlaceAsync(request with { Seen = new SeenPrices(0, null!) })).AssertInvalidAsync("seen.lines");
        await (await shopper.TryPlaceAsync(request with { Seen = new SeenPrices(0, [.. Enumerable.Repeat(new SeenPrices.Line("MUG", 1, 1), 101)]) })).AssertInvalidAsync("seen.lines");
        await (await shopper.TryPlaceAsync(request with { Seen = new SeenPrices(0, [new(null!, 1, 1)]) })).AssertInvalidAsync("seen.lines[0].sku");
        await (await shopper.TryPlaceAsync(request with { Seen = new SeenPrices(0, [null!]) })).AssertProblemAsync(HttpStatusCode.Conflict, "cart-changed");
        await (await shopper.TryPlaceAsync(request with { Fingerprint = new string('x', 65) })).AssertInvalidAsync("fingerprint");
    }

    private static PlaceOrderRequest WithFingerprint(CheckoutQuote quote) => Shopper.RequestFor(quote) with { Fingerprint = quote.Fingerprint };

    private static PlaceOrderRequest WithPrices(CheckoutQuote quote) => WithFingerprint(quote) with { Seen = SeenPrices.Of(quote) };

    // The catalogue's doing: the cart's version stays.
    private static void Reprice(Shopper shopper, params CartLine[] lines) => shopper.Cart = shopper.Cart with { Lines = lines };

    private static async Task<OrderView> PlacedAsync(HttpResponseMessage response)
    {
        Assert.True(response.StatusCode == HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
        return (await System.Net.Http.Json.HttpContentJsonExtensions.ReadFromJsonAsync<OrderView>(response.Content))!;
    }
}
