using Avanii.Cart.Contracts;
using Avanii.ServiceDefaults;
using Avanii.ServiceDefaults.Idempotency;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Avanii.Cart;

/// <summary>What a cart refuses, in words for a person and types for a program.</summary>
internal static class CartProblems
{
    public static ProblemHttpResult NoIdempotencyKey() => Problems.Problem(
        StatusCodes.Status400BadRequest, "idempotency-key-invalid", "The header Idempotency-Key holds no key.",
        $"A key has 1 to {IdempotencyKey.MaxLength} visible ASCII characters. Send such a one, or none.");

    public static ProblemHttpResult BadGuestToken() => Problems.Problem(
        StatusCodes.Status422UnprocessableEntity, "bad-guest-token", "That is no guest's token.",
        "It has expired, was not made here, or is not a guest's. Nothing was merged.");

    public static ProblemHttpResult UnknownSku(string sku) => Problems.Problem(
        StatusCodes.Status404NotFound, "unknown-sku", "There is no such article.", $"The shop has no article {sku}.", new Dictionary<string, object?> { ["sku"] = sku });

    public static ProblemHttpResult NotInCart(string sku) => Problems.Problem(
        StatusCodes.Status404NotFound, "not-in-cart", "The article is not in the cart.",
        $"{sku} is not in the cart; add it first.", new Dictionary<string, object?> { ["sku"] = sku });

    public static ProblemHttpResult NotOrderable(KnownVariant variant)
    {
        var sku = new Dictionary<string, object?> { ["sku"] = variant.Sku };
        var name = variant.ProductName ?? variant.Sku;
        return variant.Retired
            ? Problems.Problem(StatusCodes.Status409Conflict, "retired", "The article is no longer sold.", $"{name} is no longer sold.", sku)
            : Problems.Problem(StatusCodes.Status409Conflict, "sold-out", "The article is sold out.", $"{name} is sold out at the moment.", sku);
    }

    public static ProblemHttpResult QuantityLimit(string sku, int room) => Problems.Problem(
        StatusCodes.Status409Conflict, "quantity-limit", "A cart takes only so many units of one article.",
        room == 0
            ? $"The cart holds {CartLimits.MaxQuantity} units of {sku}, which is as many as it takes."
            : $"The cart takes {CartLimits.MaxQuantity} units of {sku}: {room} more.",
        new Dictionary<string, object?> { ["sku"] = sku, ["limit"] = CartLimits.MaxQuantity, ["room"] = room });

    public static ProblemHttpResult CartFull() => Problems.Problem(
        StatusCodes.Status409Conflict, "cart-full", "The cart has no room for another article.",
        $"A cart takes {CartLimits.MaxLines} different articles. Order these first, or take one out.",
        new Dictionary<string, object?> { ["limit"] = CartLimits.MaxLines });

    public static ProblemHttpResult CatalogueAway(HttpResponse response)
    {
        response.Headers.RetryAfter = "5";
        return Problems.Problem(StatusCodes.Status503ServiceUnavailable, "catalogue-away", "The article cannot be looked up at the moment.",
            "The catalogue does not answer. Nothing was changed; please try again in a few seconds.");
    }
}
