using System.Net;
using System.Net.Http.Json;
using Avanii.Cart.Contracts;
using Avanii.Orders.Contracts;
using Avanii.Testing;

namespace Avanii.Orders.Tests.Checkout;

public sealed class QuoteTests(OrderApp app) : IClassFixture<OrderApp>
{
    [Fact]
    public async Task A_quote_adds_up_lines_delivery_and_the_tax_that_they_include()
    {
        var shopper = new Shopper(app, Shopper.Line("MUG", 10.00m, 2), Shopper.Line("BOOK", 9.99m, 1, vatRate: 0.10m));
        var quote = await shopper.QuoteAsync();

        Assert.Equal((29.99m, 4.90m, 34.89m, "EUR"), (quote.Subtotal, quote.Delivery, quote.Total, quote.Currency));
        // 20.00 * 0.2 / 1.2 = 3.333, 4.90 * 0.2 / 1.2 = 0.8167, 9.99 * 0.1 / 1.1 = 0.908
        Assert.Equal([new VatShare(0.20m, 3.33m + 0.82m), new VatShare(0.10m, 0.91m)], quote.Vat);
        Assert.Equal((shopper.Cart.Id, shopper.Cart.Version, shopper.Cart.CheckoutId), (quote.CartId, quote.CartVersion, quote.CheckoutId));
    }

    [Theory]
    [InlineData(0.03, 0.20, 0.00)] // 0.005, half to even
    [InlineData(0.09, 0.20, 0.02)] // 0.015, half to even
    [InlineData(0.15, 0.20, 0.02)] // 0.025, half to even
    [InlineData(9999.99, 0.20, 1666.66)]
    [InlineData(0.01, 0.20, 0.00)]
    [InlineData(5.00, 0.00, 0.00)]
    public void The_tax_in_a_price_is_rounded_half_to_even_once(decimal amount, decimal rate, decimal expected) =>
        Assert.Equal(expected, Totals.IncludedVat(amount, rate));

    [Theory]
    [InlineData(49.99, 4.90)]
    [InlineData(50.00, 0.00)]
    public async Task Delivery_is_free_from_the_configured_subtotal_on(decimal price, decimal delivery) =>
        Assert.Equal(delivery, (await new Shopper(app, Shopper.Line("MUG", price, 1)).QuoteAsync()).Delivery);

    [Fact]
    public async Task Lines_that_cannot_be_ordered_are_left_out_and_count_for_nothing()
    {
        var quote = await new Shopper(app, Shopper.Line("MUG", 10.00m, 1), Shopper.Line("OLD", 60.00m, 1, orderable: false)).QuoteAsync();
        Assert.Equal("MUG", Assert.Single(quote.Lines).Sku);
        Assert.Equal("OLD", Assert.Single(quote.LeftOut).Sku);
        Assert.Equal(14.90m, quote.Total);
    }

    [Fact]
    public async Task A_cart_in_which_nothing_can_be_ordered_has_no_quote()
    {
        var shopper = new Shopper(app, Shopper.Line("OLD", 60.00m, 1, orderable: false));
        await (await shopper.Client.GetAsync("/orders/quote")).AssertProblemAsync(HttpStatusCode.Conflict, "cart-empty");
        shopper.Cart = new CartView(null, 0, Guid.Empty, [], 0, "EUR", 0);
        await (await shopper.Client.GetAsync("/orders/quote")).AssertProblemAsync(HttpStatusCode.Conflict, "cart-empty");
    }

    [Fact]
    public async Task Everybody_may_know_what_delivery_costs()
    {
        var terms = (await app.CreateClient().GetFromJsonAsync<DeliveryTerms>("/orders/delivery"))!;
        Assert.Equal((4.90m, 50.00m, "EUR"), (terms.Price, terms.FreeFrom, terms.Currency));
        Assert.Equal(13, terms.Countries.Count);
        Assert.Contains("DE", terms.Countries);
    }
}
