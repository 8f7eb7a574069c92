using System.Security.Claims;
using Avanii.Orders.Contracts;
using Avanii.Orders.Data;
using Avanii.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Avanii.Orders;

public static class CancelOrder
{
    public static async Task<Results<Ok<OrderView>, ProblemHttpResult>> Handle(
        Guid id, ClaimsPrincipal user, OrderDbContext db, TimeProvider clock, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.LockOrderAsync(id, user.GetSubject(), ct) is not { } order)
        {
            return OrderProblems.NotFound();
        }
        try
        {
            if (order.Cancel(Actors.Shopper, clock.GetUtcNow()))
            {
                db.AnnounceCancelled(order);
            }
        }
        catch (IllegalOrderMoveException)
        {
            return OrderProblems.NotCancellable(order.Status);
        }
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(order.ToView());
    }
}
