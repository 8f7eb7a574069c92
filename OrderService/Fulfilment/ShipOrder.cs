using System.Security.Claims;
using Avanii.Orders.Contracts;
using Avanii.Orders.Data;
using Avanii.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Avanii.Orders;

public static class ShipOrder
{
    public static Task<Results<Ok<OrderView>, ProblemHttpResult>> Handle(
        Guid id, ShipOrderRequest? request, ClaimsPrincipal user, OrderDbContext db, TimeProvider clock, CancellationToken ct) =>
        db.MoveForStaffAsync(id, order =>
        {
            if (order.Ship(TrimToNull(request?.Carrier), TrimToNull(request?.Tracking), MovedBy.Staff(user.GetSubject()), clock.GetUtcNow()))
            {
                db.AnnounceShipped(order);
            }
            return null;
        }, ct);

    private static string? TrimToNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
