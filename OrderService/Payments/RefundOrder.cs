using System.Security.Claims;
using Avanii.Orders.Contracts;
using Avanii.Orders.Data;
using Avanii.ServiceDefaults;
using Avanii.ServiceDefaults.Idempotency;
using Microsoft.AspNetCore.Mvc;

namespace Avanii.Orders;

public static class RefundOrder
{
    public static async Task<IResult> Handle(
        Guid id, [FromHeader(Name = IdempotencyKey.Header)] string? idempotencyKey, RefundOrderRequest request, ClaimsPrincipal user,
        OrderDbContext db, StoredAnswers answers, TimeProvider clock, CancellationToken ct)
    {
        request = request with { Reason = request.Reason.Trim() };
        if (!StaffMoves.TryAttempt(user, idempotencyKey, id, "refund", request, out var attempt))
        {
            return OrderProblems.IdempotencyKeyMissing();
        }
        return await db.MoveForStaffAsync(id, answers, attempt, order =>
        {
            if (order.Refund(request.Reason, request.Restock, MovedBy.Staff(user.GetSubject()), clock.GetUtcNow()))
            {
                db.AnnounceRefunded(order, request.Restock);
                return null;
            }
            var reason = order.History.OrderBy(line => line.Position).First(line => line.Status == OrderStatus.Refunded).Cause;
            return reason == request.Reason && (order.Restocked ?? request.Restock) == request.Restock ? null
                : PaymentProblems.AlreadyRefunded(order.Restocked, reason);
        }, ct);
    }
}
