namespace Avanii.Cart;

/// <summary>So many units of one SKU in a cart.</summary>
public sealed class CartItem
{
    private const int LinesRemembered = 20; // as many as carts

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

    /// <summary>A guest's line that comes into another cart: it is still the line that was put in then.</summary>
    internal CartItem(CartItem guests)
    {
        Sku = guests.Sku;
        Variant = guests.Variant;
        Quantity = guests.Quantity;
        PriceWhenAdded = guests.PriceWhenAdded;
        AddedAt = guests.AddedAt;
        AlsoAddedAt = guests.AlsoAddedAt;
    }

    public Guid CartId { get; private set; }

    public string Sku { get; private set; } = "";

    public KnownVariant Variant { get; private set; } = null!;

    public int Quantity { get; private set; }

    /// <summary>The unit price that the shopper saw when last adding units.</summary>
    public decimal PriceWhenAdded { get; private set; }

    /// <summary>When the line was put in; it stays when more units come. Tells it from another line of the same SKU, before or after it.</summary>
    public DateTimeOffset AddedAt { get; private set; }

    /// <summary>When lines of guests were put in whose units were added to this one: what an order buys of these is bought of this one.</summary>
    public DateTimeOffset[] AlsoAddedAt { get; private set; } = [];

    internal bool WasAddedAt(DateTimeOffset at) => at == AddedAt || AlsoAddedAt.Contains(at);

    internal void Merge(CartItem guests, int quantity)
    {
        Add(quantity, guests.PriceWhenAdded); // what was looked at last
        AlsoAddedAt = [.. AlsoAddedAt.Union(guests.AlsoAddedAt).Append(guests.AddedAt).TakeLast(LinesRemembered)];
    }

    internal void Add(int quantity, decimal price)
    {
        Quantity += quantity;
        PriceWhenAdded = price;
    }

    internal void SetQuantity(int quantity) => Quantity = quantity;
}
