using System.Security.Claims;
using Avanii.Orders.Contracts;
using Avanii.Orders.Data;
using Avanii.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Avanii.Orders;

public static class DeliverOrder
{
    public static Task<Results<Ok<OrderView>, ProblemHttpResult>> Handle(
        Guid id, ClaimsPrincipal user, OrderDbContext db, TimeProvider clock, CancellationToken ct) =>
        db.MoveForStaffAsync(id, order =>
        {
            if (order.Deliver(MovedBy.Staff(user.GetSubject()), clock.GetUtcNow()))
            {
                db.AnnounceDelivered(order);
            }
            return null;
        }, ct);
}
