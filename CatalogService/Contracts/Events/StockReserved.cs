namespace Avanii.Catalog.Contracts;

/// <summary>Every line of the order is held in the warehouse, at the catalogue's price of this moment.</summary>
/// <remarks>Published by CatalogService. The unit price is the order's or lower: a price that fell is the shopper's gain.</remarks>
public sealed record StockReserved(Guid OrderId, IReadOnlyList<StockReserved.Line> Lines)
{
    public sealed record Line(string Sku, int Quantity, decimal UnitPrice);
}
