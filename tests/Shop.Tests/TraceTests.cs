using Avanii.Testing;
using static Microsoft.Playwright.Assertions;

namespace Avanii.Shop.Tests;

[Collection(ShopCollection.Name)]
public sealed class TraceTests(ShopStack shop)
{
    [Fact]
    public async Task One_trace_leads_from_the_shoppers_click_to_the_reservation_in_the_catalogue()
    {
        await using var shopper = await shop.ShopperAsync();
        await shopper.AddToCartAsync("pepper-mill");
        await shopper.OpenCheckoutAsync();
        await shopper.OrderAsync();
        await Expect(shopper.Heading).ToHaveTextAsync("Thank you. It is yours.");
        var click = await Eventually.GetAsync(
            () => Task.FromResult(shop.Traces.Spans.LastOrDefault(span => span is { Service: "web", Kind: ReceivedSpan.Server } && span.Name.StartsWith("POST /checkout", StringComparison.Ordinal))),
            span => span is not null);
        foreach (var (service, kind) in new[] { ("gateway", ReceivedSpan.Server), ("orders", ReceivedSpan.Server), ("orders", ReceivedSpan.Producer), ("catalog", ReceivedSpan.Consumer), ("orders", ReceivedSpan.Consumer), ("cart", ReceivedSpan.Consumer) })
        {
            await Eventually.IsTrue(() => shop.Traces.Spans.Any(span => span.TraceId == click!.TraceId && span.Service == service && span.Kind == kind), what: $"a span of kind {kind} in {service}, in that trace");
        }
        var spans = shop.Traces.Spans.Where(span => span.TraceId == click!.TraceId).ToDictionary(span => span.SpanId);
        var reservation = spans.Values.First(span => span is { Service: "catalog", Kind: ReceivedSpan.Consumer });
        for (var span = reservation; span != click; span = spans[span.ParentSpanId]) // it throws where the thread breaks
        {
        }
    }
}
