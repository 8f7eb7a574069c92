using System.Security.Claims;
using Avanii.Orders.Contracts;
using Avanii.Orders.Data;
using Avanii.ServiceDefaults;
using Avanii.ServiceDefaults.Idempotency;
using Microsoft.AspNetCore.Mvc;

namespace Avanii.Orders;

public static class ShipOrder
{
    public static async Task<IResult> Handle(
        Guid id, [FromHeader(Name = IdempotencyKey.Header)] string? idempotencyKey, ShipOrderRequest? request, ClaimsPrincipal user,
        OrderDbContext db, StoredAnswers answers, TimeProvider clock, CancellationToken ct)
    {
        var (carrier, tracking) = (TrimToNull(request?.Carrier), TrimToNull(request?.Tracking));
        if (!StaffMoves.TryAttempt(user, idempotencyKey, id, "ship", new ShipOrderRequest(carrier, tracking), out var attempt))
        {
            return OrderProblems.IdempotencyKeyMissing();
        }
        return await db.MoveForStaffAsync(id, answers, attempt, order =>
        {
            if (order.Ship(carrier, tracking, MovedBy.Staff(user.GetSubject()), clock.GetUtcNow()))
            {
                db.AnnounceShipped(order);
                return null;
            }
            // What is not said contradicts nothing.
            return (carrier ?? order.Carrier) == order.Carrier && (tracking ?? order.Tracking) == order.Tracking ? null : OrderProblems.AlreadyShipped(order);
        }, ct);
    }

    private static string? TrimToNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
