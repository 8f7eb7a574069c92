using System.Security.Claims;
using Avanii.Orders.Data;
using Avanii.ServiceDefaults;
using Avanii.ServiceDefaults.Idempotency;
using Microsoft.AspNetCore.Mvc;

namespace Avanii.Orders;

public static class DeliverOrder
{
    public static async Task<IResult> Handle(
        Guid id, [FromHeader(Name = IdempotencyKey.Header)] string? idempotencyKey, ClaimsPrincipal user,
        OrderDbContext db, StoredAnswers answers, TimeProvider clock, CancellationToken ct)
    {
        if (!StaffMoves.TryAttempt<object?>(user, idempotencyKey, id, "deliver", null, out var attempt))
        {
            return OrderProblems.IdempotencyKeyMissing();
        }
        return await db.MoveForStaffAsync(id, answers, attempt, order =>
        {
            if (order.Deliver(MovedBy.Staff(user.GetSubject()), clock.GetUtcNow()))
            {
                db.AnnounceDelivered(order);
            }
            return null;
        }, ct);
    }
}
