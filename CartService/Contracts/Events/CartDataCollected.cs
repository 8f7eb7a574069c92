namespace Avanii.Cart.Contracts;

/// <summary>What CartService keeps of somebody who asked for a copy of it.</summary>
/// <param name="RequestId">The request's.</param>
/// <param name="Json">A <see cref="CartView"/> as JSON.</param>
/// <param name="WishlistJson">A <see cref="WishlistView"/> as JSON; null from a service that knows no wishlists.</param>
/// <remarks>Published by CartService.</remarks>
public sealed record CartDataCollected(Guid RequestId, string Json, string? WishlistJson = null);
