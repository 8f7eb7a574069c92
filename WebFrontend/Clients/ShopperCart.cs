using Avanii.Cart.Contracts;
using Avanii.Web.Accounts;

namespace Avanii.Web.Clients;

/// <summary>The cart as this request sees it: asked for once, however many parts of the page show it.</summary>
public sealed class ShopperCart(ShopperSession session, CartClient carts)
{
    private Task<Answer<CartView>>? _cart;

    /// <summary>False for somebody who only looks, who has no cart yet: nothing to ask for.</summary>
    public bool MayExist => session.Subject is not null;

    public Task<Answer<CartView>> ReadAsync(CancellationToken ct) => _cart ??= carts.ReadAsync(ct);
}
