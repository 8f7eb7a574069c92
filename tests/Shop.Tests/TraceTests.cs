using Avanii.Testing;

namespace Avanii.Shop.Tests;

[Collection(ShopStack.Name)]
public sealed class TraceTests(ShopStack shop)
{
    [Fact]
    public async Task One_trace_leads_from_the_browsers_request_through_every_service_to_the_consumers()
    {
        await using var shopper = await shop.NewShopperAsync();
        await shopper.OpenAsync("/p/straw-hat");
        await shopper.AddToCartAsync();
        await shopper.OpenAsync("/checkout");
        await shopper.FillInCheckoutAsync();
        await shopper.OrderButton.ClickAsync();
        var order = await shopper.ExpectOutcomeAsync(Shopper.Confirmed);
        var trace = await shop.ScalarAsync<string>($"SELECT trace_id FROM ordering.order_history WHERE order_id = '{order}' ORDER BY at LIMIT 1");

        var spans = await Eventually.GetAsync(
            () => Task.FromResult(shop.Telemetry.Spans.Where(span => span.TraceId == trace).ToList()),
            found => found.Any(s => s is { Service: "cart", Kind: ReceivedSpan.Consumer }),
            TimeSpan.FromSeconds(20));

        // The browser's request is the root; what follows from it hangs below it without a gap.
        var root = Assert.Single(spans, span => span.ParentSpanId.Length == 0);
        Assert.Equal(("web", ReceivedSpan.Server), (root.Service, root.Kind));
        Assert.Contains(spans, span => span is { Service: "gateway", Kind: ReceivedSpan.Server });
        Assert.Contains(spans, span => span is { Service: "orders", Kind: ReceivedSpan.Server });
        Assert.Contains(spans, span => span is { Service: "cart", Kind: ReceivedSpan.Server });
        Assert.Contains(spans, span => span is { Service: "catalog", Kind: ReceivedSpan.Consumer }); // reserves
        Assert.Contains(spans, span => span is { Service: "orders", Kind: ReceivedSpan.Consumer }); // confirms
        Assert.Contains(spans, span => span is { Service: "catalog", Kind: ReceivedSpan.Client }); // statements
    }
}
