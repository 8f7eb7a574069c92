using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Avanii.Orders.Contracts;
using Avanii.Orders.Data;
using Avanii.ServiceDefaults;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Avanii.Orders;

public static class GetOrder
{
    private const int LongestWait = 10;

    public static async Task<Results<Ok<OrderView>, ProblemHttpResult>> Handle(
        Guid id, [Range(0, LongestWait)] int? wait, ClaimsPrincipal user, IAuthorizationService authorization,
        OrderDbContext db, DecisionWatch decisions, CancellationToken ct)
    {
        var isStaff = await authorization.IsStaffAsync(user);
        // Watched before it is read: a decision in between is not missed.
        using var decision = wait > 0 ? decisions.Watch(id) : null;
        var order = await ReadAsync();
        if (order is { IsDecided: false } && decision is not null && await decision.WaitAsync(TimeSpan.FromSeconds(wait!.Value), ct))
        {
            order = await ReadAsync();
        }
        return order is null ? OrderProblems.NotFound() : TypedResults.Ok(order.ToView(isStaff));

        Task<Order?> ReadAsync() => isStaff ? db.ReadOrderAsync(id, ct) : db.ReadOrderAsync(id, user.GetSubject(), ct);
    }
}
