namespace Avanii.Cart.Contracts;

/// <summary>A cart with something in it has not been touched for a while and was not ordered.</summary>
/// <remarks>Published by CartService, once until the cart changes again.</remarks>
public sealed record CartAbandoned(Guid CartId, string Subject, DateTimeOffset LastChangedAt, IReadOnlyList<CartAbandoned.Line> Lines)
{
    public sealed record Line(string Sku, int Quantity);
}
