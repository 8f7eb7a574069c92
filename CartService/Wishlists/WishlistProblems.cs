using Avanii.Cart.Contracts;
using Avanii.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Avanii.Cart;

/// <summary>What a wishlist refuses, besides what a cart does.</summary>
internal static class WishlistProblems
{
    public static ProblemHttpResult Full() => Problems.Problem(
        StatusCodes.Status409Conflict, "wishlist-full", "The list has no room for another article.",
        $"A wishlist takes {WishlistLimits.MaxItems} articles. Take one off first.", new Dictionary<string, object?> { ["limit"] = WishlistLimits.MaxItems });

    public static ProblemHttpResult NotShared() => Problems.Problem(
        StatusCodes.Status404NotFound, "unknown-wishlist", "There is no such list.", "It was never there, or is not shared any more.");
}
