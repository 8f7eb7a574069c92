using System.Text.Json.Serialization;

namespace Avanii.Catalog.Contracts;

/// <summary>Nothing of the order is held, because of these lines.</summary>
/// <remarks>Published by CatalogService. Lines that would have been available are not named.</remarks>
public sealed record StockRejected(Guid OrderId, IReadOnlyList<StockRejected.Line> Lines)
{
    /// <param name="Sku">The variant that stands in the way.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="Available">Units that could have been had, when sold out.</param>
    /// <param name="CurrentUnitPrice">The catalogue's price, when the price has risen.</param>
    public sealed record Line(string Sku, StockRejectionReason Reason, int? Available, decimal? CurrentUnitPrice);
}

[JsonConverter(typeof(JsonStringEnumConverter<StockRejectionReason>))]
public enum StockRejectionReason
{
    SoldOut,

    /// <summary>The catalogue's price is higher than the one the shopper agreed to.</summary>
    PriceChanged,

    Retired,
}
