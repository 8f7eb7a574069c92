using System.Security.Claims;
using Avanii.Orders.Contracts;
using Avanii.Orders.Data;
using Avanii.ServiceDefaults;
using Avanii.ServiceDefaults.Idempotency;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Avanii.Orders;

public static class CancelOrder
{
    public static async Task<IResult> Handle(
        Guid id, [FromHeader(Name = IdempotencyKey.Header)] string? idempotencyKey, CancelOrderRequest? request, ClaimsPrincipal user,
        IAuthorizationService authorization, OrderDbContext db, StoredAnswers answers, TimeProvider clock, CancellationToken ct)
    {
        var subject = user.GetSubject();
        var isStaff = await authorization.IsStaffAsync(user);
        var reason = string.IsNullOrWhiteSpace(request?.Reason) ? null : request.Reason.Trim();
        if (!StaffMoves.TryAttempt(user, idempotencyKey, id, "cancel", new CancelOrderRequest(reason), out var attempt))
        {
            return OrderProblems.IdempotencyKeyMissing();
        }
        return await answers.OnceAsync(attempt, CancelAsync, ct);

        async Task<IResult> CancelAsync()
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var order = isStaff ? await db.LockOrderAsync(id, ct) : await db.LockOrderAsync(id, subject, ct);
            if (order is null)
            {
                return OrderProblems.NotFound();
            }
            if (await answers.FirstAsync(attempt, ct) is { } first)
            {
                return first;
            }
            var isOwn = order.Subject == subject;
            if (!isOwn && reason is null)
            {
                return OrderProblems.ReasonMissing();
            }
            try
            {
                if (order.Cancel(isOwn ? MovedBy.Shopper : MovedBy.Staff(subject), reason, clock.GetUtcNow()))
                {
                    db.AnnounceCancelled(order);
                }
            }
            catch (IllegalOrderMoveException)
            {
                return OrderProblems.NotCancellable(order.Status);
            }
            var answer = answers.Keep(attempt, order.ToView(isStaff));
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return answer;
        }
    }
}
