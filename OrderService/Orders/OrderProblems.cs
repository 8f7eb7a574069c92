using Avanii.Orders.Contracts;
using Avanii.ServiceDefaults;
using Avanii.ServiceDefaults.Idempotency;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Avanii.Orders;

/// <summary>What an order is refused for, in words for a person and types for a program.</summary>
internal static class OrderProblems
{
    public static ProblemHttpResult IdempotencyKeyMissing() => Problems.Problem(
        StatusCodes.Status400BadRequest, "idempotency-key-missing", "The header Idempotency-Key is missing or unusable.",
        $"Send a header Idempotency-Key of 1 to {IdempotencyKey.MaxLength} visible ASCII characters, the same with each repetition of this request.");

    public static ProblemHttpResult IdempotencyKeyReused(Guid orderId) => Problems.Problem(
        StatusCodes.Status422UnprocessableEntity, "idempotency-key-reused", "This Idempotency-Key was used for another order.",
        "An order with other content was placed under this key. Look at that order, or use a key of its own for this one.", Order(orderId));

    public static ValidationProblem CountryNotDelivered(string country) => TypedResults.ValidationProblem(
        new Dictionary<string, string[]> { ["address.country"] = [$"The shop does not deliver to {country}."] });

    public static ProblemHttpResult CartEmpty() => Problems.Problem(
        StatusCodes.Status409Conflict, "cart-empty", "There is nothing to order.", "The cart holds nothing that can be ordered now.");

    public static ProblemHttpResult CartChanged(CheckoutQuote quote) => Problems.Problem(
        StatusCodes.Status409Conflict, "cart-changed", "The cart is not as it was shown.",
        $"The cart or its prices have changed; it now comes to {quote.Total:0.00} {quote.Currency}. Look at it again before ordering.",
        new Dictionary<string, object?> { ["quote"] = quote });

    /// <param name="orderId">Null when the order is not the caller's: it was placed before signing in.</param>
    public static ProblemHttpResult OrderUndecided(Guid? orderId) => Problems.Problem(
        StatusCodes.Status409Conflict, "order-undecided", "This cart is being ordered already.",
        orderId is null ? "An order that was placed before signing in waits for its outcome. Please try again in a moment."
            : "An order of this cart waits for its outcome. Look at that order first.", Order(orderId));

    /// <param name="orderId">Null when the order is not the caller's: it was placed before signing in, or after.</param>
    public static ProblemHttpResult AlreadyOrdered(Guid? orderId) => Problems.Problem(
        StatusCodes.Status409Conflict, "already-ordered", "This cart was ordered a moment ago.",
        orderId is null ? "What lies in this cart was ordered before signing in, or after; the cart follows in a moment."
            : "An order of this very cart exists. Look at that order; the cart follows in a moment.", Order(orderId));

    public static ProblemHttpResult NoProvedAddress() => Problems.Problem(
        StatusCodes.Status403Forbidden, "no-proved-address", "The token names no address.",
        "Only a token that names the account's address, which was proved to be theirs, opens what was ordered with it.");

    public static ProblemHttpResult CartAway(HttpResponse response)
    {
        response.Headers.RetryAfter = "5";
        return Problems.Problem(StatusCodes.Status503ServiceUnavailable, "cart-away", "The cart cannot be read at the moment.",
            "Nothing was ordered; please try again in a few seconds. The same Idempotency-Key can be used.");
    }

    public static ProblemHttpResult NotFound() => Problems.Problem(
        StatusCodes.Status404NotFound, "order-not-found", "There is no such order.", "You have no order of this id.");

    public static ProblemHttpResult UnknownToStaff() => Problems.Problem(
        StatusCodes.Status404NotFound, "order-not-found", "There is no such order.", "Nobody has an order of this id.");

    public static ProblemHttpResult NotCancellable(OrderStatus status) => Problems.Problem(
        StatusCodes.Status409Conflict, "order-not-cancellable", "The order cannot be cancelled.",
        $"The order is {status} and can no longer be cancelled.", new Dictionary<string, object?> { ["status"] = status });

    public static ProblemHttpResult ReasonMissing() => Problems.Problem(
        StatusCodes.Status422UnprocessableEntity, "reason-missing", "A reason is missing.",
        "Whoever calls off somebody else's order says why; the shopper may read it.");

    public static ProblemHttpResult AlreadyShipped(Order order) => Problems.Problem(
        StatusCodes.Status409Conflict, "already-shipped", "The order was shipped otherwise.",
        $"It was shipped by {order.Carrier ?? "a carrier that nobody named"}, tracking {order.Tracking ?? "none"}. Nothing was changed now.",
        new Dictionary<string, object?> { ["carrier"] = order.Carrier, ["tracking"] = order.Tracking });

    public static ProblemHttpResult NotAllowed(IllegalOrderMoveException refusal) => Problems.Problem(
        StatusCodes.Status409Conflict, "order-move-not-allowed", "The order does not allow this now.",
        $"The order is {refusal.From} and cannot become {refusal.To}{(refusal.Because is null ? "" : $": {refusal.Because}")}.",
        new Dictionary<string, object?> { ["status"] = refusal.From });

    public static ProblemHttpResult BadCursor() => Problems.Problem(
        StatusCodes.Status400BadRequest, "bad-cursor", "The cursor is not one of this list.", "Start again without a cursor.");

    private static Dictionary<string, object?>? Order(Guid? orderId) => orderId is null ? null : new() { ["orderId"] = orderId };
}
