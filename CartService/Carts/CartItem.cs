namespace Avanii.Cart;

/// <summary>So many units of one SKU in a cart.</summary>
public sealed class CartItem
{
    private CartItem()
    {
    }

    internal CartItem(KnownVariant variant, int quantity, DateTimeOffset at)
    {
        Sku = variant.Sku;
        Variant = variant;
        Quantity = quantity;
        PriceWhenAdded = variant.Price;
        AddedAt = at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMicrosecond)); // as the database keeps it: it is compared for equality
    }

    public Guid CartId { get; private set; }

    public string Sku { get; private set; } = "";

    public KnownVariant Variant { get; private set; } = null!;

    public int Quantity { get; private set; }

    /// <summary>The unit price that the shopper saw when last adding units.</summary>
    public decimal PriceWhenAdded { get; private set; }

    /// <summary>When the line was put in; it stays when more units come. Tells it from another line of the same SKU, before or after it.</summary>
    public DateTimeOffset AddedAt { get; private set; }

    internal void Add(int quantity, decimal price)
    {
        Quantity += quantity;
        PriceWhenAdded = price;
    }

    internal void SetQuantity(int quantity) => Quantity = quantity;
}
