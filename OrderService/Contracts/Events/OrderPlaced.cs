namespace Avanii.Orders.Contracts;

/// <summary>An order was accepted, at these unit prices at most; nothing is reserved or paid yet.</summary>
/// <remarks>Published by OrderService. A SKU appears in one line only. Change by adding: consumers deploy on their own day.</remarks>
public sealed record OrderPlaced(Guid OrderId, IReadOnlyList<OrderPlaced.Line> Lines)
{
    public sealed record Line(string Sku, int Quantity, decimal UnitPrice);
}
