using System.Security.Claims;
using Avanii.Orders.Contracts;
using Avanii.Orders.Data;
using Avanii.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Avanii.Orders;

public static class RefundOrder
{
    public static Task<Results<Ok<OrderView>, ProblemHttpResult>> Handle(
        Guid id, RefundOrderRequest request, ClaimsPrincipal user, OrderDbContext db, TimeProvider clock, CancellationToken ct) =>
        db.MoveForStaffAsync(id, order =>
        {
            if (order.Refund(request.Reason.Trim(), request.Restock, MovedBy.Staff(user.GetSubject()), clock.GetUtcNow()))
            {
                db.AnnounceRefunded(order, request.Restock);
            }
            return null;
        }, ct);
}
