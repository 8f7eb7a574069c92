using System.Security.Claims;
using Avanii.Orders.Contracts;
using Avanii.Orders.Data;
using Avanii.ServiceDefaults;
using Avanii.ServiceDefaults.Idempotency;
using Avanii.Web.Contracts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Avanii.Orders;

/// <summary>What the back office's slices do alike.</summary>
internal static class StaffMoves
{
    /// <summary>The policy decides who sees everybody's orders, here as on a route.</summary>
    public static async Task<bool> IsStaffAsync(this IAuthorizationService authorization, ClaimsPrincipal user) =>
        (await authorization.AuthorizeAsync(user, Policies.Area(StaffAreas.Orders))).Succeeded;

    /// <summary>Moves an order under its row's lock, and tells of it in the same commit; under a key once, with the first answer for
    /// whoever asks again.</summary>
    /// <param name="db">A context without a transaction.</param>
    /// <param name="id">Whosever order it is.</param>
    /// <param name="answers">Of the same context.</param>
    /// <param name="attempt">Null when the caller sent no key.</param>
    /// <param name="move">Moves it and announces that, or says what it is refused for.</param>
    /// <param name="ct">The request's.</param>
    /// <returns>The order as staff see it, or the refusal.</returns>
    public static Task<IResult> MoveForStaffAsync(
        this OrderDbContext db, Guid id, StoredAnswers answers, Attempt? attempt, Func<Order, ProblemHttpResult?> move, CancellationToken ct) =>
        answers.OnceAsync(attempt, async () =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            if (await db.LockOrderAsync(id, ct) is not { } order)
            {
                return OrderProblems.UnknownToStaff();
            }
            try
            {
                if (await answers.FirstAsync(attempt, ct) is { } first)
                {
                    return first;
                }
                if (move(order) is { } refusal)
                {
                    return refusal;
                }
            }
            catch (IllegalOrderMoveException refusal)
            {
                return OrderProblems.NotAllowed(refusal);
            }
            var answer = answers.Keep(attempt, order.ToView(forStaff: true));
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return answer;
        }, ct);

    /// <returns>Under the order's lock: what a twin has answered already, or null.</returns>
    public static async Task<IResult?> FirstAsync(this StoredAnswers answers, Attempt? attempt, CancellationToken ct) =>
        attempt is null ? null : (await answers.FindAsync(attempt, ct))?.ToResult();

    /// <summary>Keeps the answer with the move, if it has a key. The order's own answer is the one to its placing, so this names none.</summary>
    public static IResult Keep(this StoredAnswers answers, Attempt? attempt, OrderView view) =>
        attempt is null ? TypedResults.Ok(view) : answers.Add(attempt, StatusCodes.Status200OK, view);

    /// <summary>A key may be missing, but not be wrong.</summary>
    /// <returns>False when the key is none that can be used.</returns>
    public static bool TryAttempt<T>(ClaimsPrincipal user, string? key, Guid id, string move, T request, out Attempt? attempt)
    {
        attempt = IdempotencyKey.IsKey(key) ? Attempt.Of(user, key, $"POST /orders/{id}/{move}", request) : null;
        return attempt is not null || key is null;
    }
}
