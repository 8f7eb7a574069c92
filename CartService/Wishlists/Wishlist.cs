using System.Security.Cryptography;
using Avanii.Cart.Contracts;
using Microsoft.AspNetCore.WebUtilities;

namespace Avanii.Cart;

/// <summary>What one subject would like to have. Whoever changes it holds its row's lock: tabs that change it at once take turns.</summary>
public sealed class Wishlist
{
    /// <summary>144 bits: nobody finds one by trying.</summary>
    private const int TokenBytes = 18;

    private readonly List<WishlistItem> _items = [];

    public Guid Id { get; private set; }

    public string Subject { get; private set; } = "";

    /// <summary>What its owner calls it for those who get the link; null: nothing.</summary>
    public string? Name { get; private set; }

    /// <summary>Opens it for whoever has the link; null while it is nobody else's to see.</summary>
    public string? ShareToken { get; private set; }

    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>In no particular order; a view sorts them.</summary>
    public IReadOnlyList<WishlistItem> Items => _items;

    public bool Has(string sku) => _items.Exists(item => item.Sku == sku);

    /// <summary>It takes no further article.</summary>
    public bool IsFull => _items.Count >= WishlistLimits.MaxItems;

    /// <summary>Puts an article on the list, if it is not there.</summary>
    /// <exception cref="InvalidOperationException">It does not fit: ask <see cref="IsFull"/> before.</exception>
    public void Add(string sku, DateTimeOffset at)
    {
        if (Has(sku))
        {
            return;
        }
        if (IsFull)
        {
            throw new InvalidOperationException($"{sku} does not fit into wishlist {Id}.");
        }
        _items.Add(new WishlistItem(sku, at));
        ChangedAt = at;
    }

    /// <summary>Takes an article off the list, if it is there.</summary>
    public void Remove(string sku, DateTimeOffset at)
    {
        if (_items.RemoveAll(item => item.Sku == sku) > 0)
        {
            ChangedAt = at;
        }
    }

    /// <summary>A guest has signed in: what stood on the guest's list stands here now, the newest first as far as there is room. The guest's link goes
    /// on leading to it only when nothing stood here before: who has it was never to see more.</summary>
    /// <param name="guests">Whoever merges it deletes it: a list is merged once.</param>
    /// <param name="at">When.</param>
    public void Merge(Wishlist guests, DateTimeOffset at)
    {
        if (_items.Count == 0 && ShareToken is null)
        {
            (ShareToken, Name) = (guests.ShareToken, guests.Name);
        }
        var further = guests.Items.Where(item => !Has(item.Sku)).OrderByDescending(item => item.AddedAt).ThenBy(item => item.Sku, StringComparer.Ordinal);
        _items.AddRange(further.Take(WishlistLimits.MaxItems - _items.Count).Select(item => new WishlistItem(item.Sku, item.AddedAt)).ToList());
        ChangedAt = at;
    }

    /// <summary>Whoever has the link sees it from now on. Shared before, it keeps its link.</summary>
    public void Share(string? name, DateTimeOffset at)
    {
        Name = name;
        ShareToken ??= WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(TokenBytes));
        ChangedAt = at;
    }

    /// <summary>The link leads nowhere from now on, also when it is shared again.</summary>
    public void Withdraw(DateTimeOffset at)
    {
        if (ShareToken is not null)
        {
            (ShareToken, ChangedAt) = (null, at);
        }
    }

    /// <returns>It looks like a link's token: anything else is not worth a question.</returns>
    public static bool IsToken(string text) => text.Length == TokenBytes * 4 / 3 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}

/// <summary>An article on a wishlist.</summary>
public sealed class WishlistItem
{
    private WishlistItem()
    {
    }

    internal WishlistItem(string sku, DateTimeOffset at) => (Sku, AddedAt) = (sku, at);

    public Guid WishlistId { get; private set; }

    public string Sku { get; private set; } = "";

    public KnownVariant Variant { get; private set; } = null!;

    public DateTimeOffset AddedAt { get; private set; }
}
