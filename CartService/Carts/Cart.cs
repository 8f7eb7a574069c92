using Avanii.Cart.Contracts;

namespace Avanii.Cart;

/// <summary>What one subject wants to buy. Whoever changes it holds its row's lock: tabs that change it at once take turns.</summary>
public sealed class Cart
{
    /// <summary>Twice as many as OrderService looks back: one that is overtaken by others is still known.</summary>
    private const int OrdersRemembered = 20;

    /// <summary>Far more often than somebody signs in while an order of theirs is on its way.</summary>
    private const int CartsRemembered = 20;

    private readonly List<CartItem> _items = [];

    public Guid Id { get; private set; }

    public string Subject { get; private set; } = "";

    /// <summary>Rises with each change of what is in it.</summary>
    public long Version { get; private set; }

    /// <summary>The idempotency key of ordering this cart: renewed when it changes, and when the order made from it is decided.</summary>
    public Guid CheckoutId { get; private set; }

    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>When it was found abandoned; null again as soon as it changes.</summary>
    public DateTimeOffset? AbandonedAt { get; private set; }

    /// <summary>The orders whose lines were taken out last, oldest first.</summary>
    public Guid[] OrdersTakenOut { get; private set; } = [];

    /// <summary>The guests' carts that were merged into this one last, oldest first. An order of one of them that is confirmed later has
    /// bought lines which lie here.</summary>
    public Guid[] MergedCarts { get; private set; } = [];

    /// <summary>What did not fit in the last merge; null when all of it did, and again as soon as the cart changes.</summary>
    public IReadOnlyList<MergeCut>? Cuts { get; private set; }

    /// <summary>In no particular order; a view sorts them.</summary>
    public IReadOnlyList<CartItem> Items => _items;

    public CartItem? Find(string sku) => _items.Find(item => item.Sku == sku);

    /// <returns>How many more units of the SKU it takes.</returns>
    public int RoomFor(string sku) => CartLimits.MaxQuantity - (Find(sku)?.Quantity ?? 0);

    /// <summary>No further line fits in; the lines that it has may still grow.</summary>
    public bool IsFull => _items.Count >= CartLimits.MaxLines;

    /// <summary>Puts that many more units in, at the variant's price of now.</summary>
    /// <exception cref="InvalidOperationException">It does not fit: ask <see cref="RoomFor"/> and <see cref="IsFull"/> before.</exception>
    public void Add(KnownVariant variant, int quantity, DateTimeOffset at)
    {
        if (quantity < 1 || quantity > RoomFor(variant.Sku) || (IsFull && Find(variant.Sku) is null))
        {
            throw new InvalidOperationException($"{quantity} units of {variant.Sku} do not fit into cart {Id}.");
        }
        if (Find(variant.Sku) is { } item)
        {
            item.Add(quantity, variant.Price);
        }
        else
        {
            _items.Add(new CartItem(variant, quantity, at));
        }
        Change(at);
    }

    /// <summary>Makes a line's quantity exactly this.</summary>
    /// <returns>False when it was so before: nothing changes, the checkout goes on.</returns>
    public bool SetQuantity(CartItem item, int quantity, DateTimeOffset at)
    {
        if (item.Quantity == quantity)
        {
            return false;
        }
        item.SetQuantity(quantity);
        Change(at);
        return true;
    }

    /// <returns>False when there was no such line.</returns>
    public bool Remove(string sku, DateTimeOffset at)
    {
        if (_items.RemoveAll(item => item.Sku == sku) == 0)
        {
            return false;
        }
        Change(at);
        return true;
    }

    /// <summary>The order made from it was confirmed: takes out what was bought, and nothing that was added since.</summary>
    /// <returns>False when that order's lines were taken out before.</returns>
    public bool TakeOut(Guid orderId, IEnumerable<(string Sku, int Quantity, DateTimeOffset? AddedAt)> bought, DateTimeOffset at)
    {
        if (OrdersTakenOut.Contains(orderId))
        {
            return false;
        }
        OrdersTakenOut = [.. OrdersTakenOut.TakeLast(OrdersRemembered - 1), orderId];
        foreach (var (sku, quantity, addedAt) in bought)
        {
            // Taken out by the shopper meanwhile, and perhaps put in anew: that is another line. Both times are this service's own, and
            // equal or not: compared with the order's time, clocks that differ by seconds would lose lines or leave bought ones.
            if (Find(sku) is not { } item || (addedAt is { } then && !item.WasAddedAt(then)))
            {
                continue;
            }
            if (item.Quantity > quantity)
            {
                item.SetQuantity(item.Quantity - quantity);
            }
            else
            {
                _items.Remove(item);
            }
        }
        Change(at);
        return true;
    }

    /// <summary>A guest has signed in: what lay in the guest's cart lies here now, as far as it fits. Of what cannot be ordered at the moment
    /// nothing is added to a line that is here; a line of its own is kept, as in any cart.</summary>
    /// <param name="guests">Whoever merges it deletes it: a cart is merged once.</param>
    /// <param name="at">When.</param>
    public void Merge(Cart guests, DateTimeOffset at)
    {
        List<MergeCut> cuts = [.. guests.Items.OrderBy(item => item.AddedAt).ThenBy(item => item.Sku, StringComparer.Ordinal).Select(Merge).OfType<MergeCut>()];
        // Ids of orders are made of the time: the newest of both carts stay.
        OrdersTakenOut = [.. OrdersTakenOut.Union(guests.OrdersTakenOut).Order().TakeLast(OrdersRemembered)];
        MergedCarts = [.. MergedCarts.TakeLast(CartsRemembered - 1), guests.Id];
        Change(at);
        Cuts = cuts.Count > 0 ? cuts : null;
    }

    private MergeCut? Merge(CartItem guests)
    {
        if (Find(guests.Sku) is not { } item)
        {
            if (IsFull)
            {
                return Cut(guests.Quantity, 0, MergeCutReason.CartFull);
            }
            _items.Add(new CartItem(guests));
            return null;
        }
        var wanted = item.Quantity + guests.Quantity;
        var taken = guests.Variant.Orderable ? Math.Min(guests.Quantity, RoomFor(guests.Sku)) : 0;
        if (taken > 0) // else none of the guest's units lies here
        {
            item.Merge(guests, taken);
        }
        return taken == guests.Quantity ? null : Cut(wanted, item.Quantity,
            guests.Variant.Orderable ? MergeCutReason.QuantityLimit : guests.Variant.Retired ? MergeCutReason.Retired : MergeCutReason.SoldOut);

        MergeCut Cut(int wanted, int quantity, MergeCutReason reason) =>
            new(guests.Sku, guests.Variant.ProductName ?? guests.Sku, wanted, quantity, reason);
    }

    /// <summary>The order made in that checkout came to nothing: the cart stays as it is, and the next attempt is a new one. News of
    /// an older checkout changes nothing: another order may be under way.</summary>
    public void EndCheckout(Guid checkoutId)
    {
        if (CheckoutId == checkoutId)
        {
            CheckoutId = Guid.CreateVersion7();
        }
    }

    public void MarkAbandoned(DateTimeOffset at) => AbandonedAt = at;

    private void Change(DateTimeOffset at)
    {
        Version++;
        CheckoutId = Guid.CreateVersion7();
        Cuts = null;
        ChangedAt = at;
        AbandonedAt = null;
    }
}
