using System.Security.Claims;
using System.Text.Json.Serialization;
using Avanii.Orders.Contracts;
using Avanii.Orders.Data;
using Avanii.ServiceDefaults.Idempotency;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Orders;

/// <summary>One answer for each key under which an order was placed.</summary>
public sealed class OrderAnswers(StoredAnswers answers)
{
    internal const string Operation = "POST /orders";

    /// <param name="user">Who orders.</param>
    /// <param name="key">As <see cref="IdempotencyKey.IsKey"/> wants it.</param>
    /// <param name="request">As it was understood; 10.0 for 10.00 makes no other request.</param>
    public static Attempt AttemptOf(ClaimsPrincipal user, string key, PlaceOrderRequest request) => Attempt.Of(user, key, Operation, new Asked(
        request.CartVersion, Cents(request.Total), request.Contact, request.Address, request.Note, request.PaymentMethod, request.Fingerprint,
        request.Seen is not { } seen ? null : new SeenPrices(
            Cents(seen.Delivery), [.. seen.Lines.Select(line => line with { UnitPrice = Cents(line.UnitPrice) })])));

    /// <returns>What to answer, or null when no order was placed under this key.</returns>
    public async Task<IResult?> FindAsync(Attempt attempt, CancellationToken ct) => await answers.FindAsync(attempt, ct) switch
    {
        null => null,
        // An instance of before the location was stored may write next to this one for a while.
        { IsSameRequest: true } first => first.ToFirstAnswer(first.Stored.Location ?? Location(first.Stored.Resource!.Value)),
        { Stored.Resource: { } orderId } => OrderProblems.IdempotencyKeyReused(orderId),
        var other => other.ToResult(),
    };

    /// <summary>Keeps the answer with the order, in the same commit.</summary>
    /// <returns>The answer to give after that commit.</returns>
    public IResult Add(Attempt attempt, Order order) =>
        answers.Add(attempt, StatusCodes.Status201Created, order.ToView(), Location(order.Id), order.Id);

    /// <summary>Waits until no twin of the attempt is between its look at the cart and its commit, and keeps others from beginning
    /// before the transaction ends. To be asked for before a placing is refused: the twin's answer is then there to be found.</summary>
    /// <param name="db">A context with a transaction.</param>
    /// <param name="attempt">Of placing.</param>
    /// <param name="ct">The request's.</param>
    public static Task WaitForTwinsAsync(OrderDbContext db, Attempt attempt, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({TwinsOf(attempt)}, 0))", ct);

    /// <returns>What twins have alike and others have not: a key has no space in it.</returns>
    internal static string TwinsOf(Attempt attempt) => $"{attempt.Subject} {attempt.Key}";

    private static string Location(Guid orderId) => $"/api/orders/{orderId}";

    private static decimal Cents(decimal amount) => decimal.Round(amount, 2) + 0.00m;

    /// <summary>What is hashed. A field that came later is left out where it is not given: a key of before it keeps its hash.</summary>
    private sealed record Asked(
        long CartVersion, decimal Total, OrderContact Contact, DeliveryAddress Address, string? Note, PaymentMethod PaymentMethod,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Fingerprint,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] SeenPrices? Seen);
}
