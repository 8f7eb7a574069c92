using Avanii.Orders.Contracts;

namespace Avanii.Orders;

/// <summary>Whether what an order costs now is what the shopper saw, or less.</summary>
internal static class Consent
{
    /// <returns>True when it may be ordered without asking. Where the request says which prices were shown, no line and no delivery
    /// may cost more: a lower total is not enough, because one line may have risen where another fell. Where it does not say, it has
    /// to cost what was shown.</returns>
    public static bool Covers(this PlaceOrderRequest request, CheckoutQuote quote)
    {
        var isAsShown = request.Total == quote.Total && (request.Fingerprint ?? quote.Fingerprint) == quote.Fingerprint;
        return request.CartVersion == quote.CartVersion && (request.Seen is { } seen ? NothingRose(seen, request.Total, quote) : isAsShown);
    }

    private static bool NothingRose(SeenPrices seen, decimal total, CheckoutQuote quote) =>
        quote.Total <= total && quote.Delivery <= seen.Delivery && seen.Lines.Count == quote.Lines.Count
        && quote.Lines.All(line => seen.Lines.Any(was => was.Sku == line.Sku && was.Quantity == line.Quantity && line.UnitPrice <= was.UnitPrice));
}
