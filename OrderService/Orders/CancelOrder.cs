using System.Security.Claims;
using Avanii.Orders.Contracts;
using Avanii.Orders.Data;
using Avanii.ServiceDefaults;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Avanii.Orders;

public static class CancelOrder
{
    public static async Task<Results<Ok<OrderView>, ProblemHttpResult>> Handle(
        Guid id, CancelOrderRequest? request, ClaimsPrincipal user, IAuthorizationService authorization, OrderDbContext db, TimeProvider clock, CancellationToken ct)
    {
        var subject = user.GetSubject();
        var isStaff = await authorization.IsStaffAsync(user);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var order = isStaff ? await db.LockOrderAsync(id, ct) : await db.LockOrderAsync(id, subject, ct);
        if (order is null)
        {
            return OrderProblems.NotFound();
        }
        var (isOwn, reason) = (order.Subject == subject, string.IsNullOrWhiteSpace(request?.Reason) ? null : request.Reason.Trim());
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
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(order.ToView(isStaff));
    }
}
