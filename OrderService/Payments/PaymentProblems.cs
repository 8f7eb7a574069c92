using Avanii.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Avanii.Orders;

/// <summary>What a payment is refused for, in words for a person and types for a program.</summary>
internal static class PaymentProblems
{
    public static ProblemHttpResult NoWholeCents(decimal amount) => Problems.Problem(
        StatusCodes.Status422UnprocessableEntity, "payment-wrong-amount", "This is no amount of money.", $"{amount} has parts of a cent.");

    public static ProblemHttpResult WrongAmount(decimal amount, Order order) => Problems.Problem(
        StatusCodes.Status422UnprocessableEntity, "payment-wrong-amount", "The amount is not the order's total.",
        $"The order comes to {order.Total:0.00} {order.Currency}, and {amount:0.00} came. Nothing was booked: ask for the rest, or send it back.",
        new Dictionary<string, object?> { ["total"] = order.Total });

    public static ProblemHttpResult Differs(Payment earlier, Payment now) => earlier.IdempotencyKey == now.IdempotencyKey
        ? Problems.Problem(StatusCodes.Status422UnprocessableEntity, "idempotency-key-reused", "This Idempotency-Key was used for another payment.",
            $"{Words(earlier)} was booked under it. Use a key of its own for this payment.")
        : Problems.Problem(StatusCodes.Status422UnprocessableEntity, "payment-differs", "This reference was booked as another payment.",
            $"{Words(earlier)} was booked under it.");

    public static ProblemHttpResult AlreadyRefunded(bool? restock, string? reason) => Problems.Problem(
        StatusCodes.Status409Conflict, "already-refunded", "The order was refunded otherwise.",
        $"It was refunded {(restock == true ? "with restock" : restock == false ? "without restock" : "earlier")}, because: {reason}. Nothing was changed now.",
        new Dictionary<string, object?> { ["restock"] = restock, ["reason"] = reason });

    private static string Words(Payment payment) => $"{payment.Amount:0.00} by {payment.Method}, reference {payment.Reference},";
}
