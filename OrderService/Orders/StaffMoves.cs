using System.Security.Claims;
using Avanii.Orders.Contracts;
using Avanii.Orders.Data;
using Avanii.ServiceDefaults;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Avanii.Orders;

/// <summary>What the back office's slices do alike.</summary>
internal static class StaffMoves
{
    /// <summary>The policy decides who is staff, here as on a route.</summary>
    public static async Task<bool> IsStaffAsync(this IAuthorizationService authorization, ClaimsPrincipal user) =>
        (await authorization.AuthorizeAsync(user, Policies.BackOffice)).Succeeded;

    /// <summary>Moves an order under its row's lock, and tells of it in the same commit.</summary>
    /// <param name="db">A context without a transaction.</param>
    /// <param name="id">Whosever order it is.</param>
    /// <param name="move">Moves it and announces that, or says what it is refused for.</param>
    /// <param name="ct">The request's.</param>
    /// <returns>The order as staff see it, or the refusal.</returns>
    public static async Task<Results<Ok<OrderView>, ProblemHttpResult>> MoveForStaffAsync(
        this OrderDbContext db, Guid id, Func<Order, ProblemHttpResult?> move, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.LockOrderAsync(id, ct) is not { } order)
        {
            return OrderProblems.UnknownToStaff();
        }
        try
        {
            if (move(order) is { } refusal)
            {
                return refusal;
            }
        }
        catch (IllegalOrderMoveException refusal)
        {
            return OrderProblems.NotAllowed(refusal);
        }
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(order.ToView(forStaff: true));
    }
}
