using System.Diagnostics;
using System.Security.Claims;
using Avanii.Orders.Contracts;
using Avanii.Orders.Data;
using Avanii.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Orders;

/// <summary>Orders that were placed as a guest become an account's, if the account's address is theirs. It was proved where the account was
/// made, and stands in the token: nothing that a request says is believed.</summary>
public static class ClaimGuestOrders
{
    /// <summary>How many there are.</summary>
    public static async Task<Results<Ok<GuestOrders>, ProblemHttpResult>> Count(ClaimsPrincipal user, OrderDbContext db, CancellationToken ct) =>
        ProvedAddress(user) is { } email
            ? TypedResults.Ok(new GuestOrders(await db.Database.SqlQuery<int>(
                $"""SELECT count(*)::int AS "Value" FROM orders WHERE subject LIKE 'guest:%' AND lower(contact_email COLLATE "C") = lower({email} COLLATE "C")""").SingleAsync(ct)))
            : OrderProblems.NoProvedAddress();

    /// <summary>Makes them the caller's; asked again, there are none left.</summary>
    public static async Task<Results<Ok<GuestOrders>, ProblemHttpResult>> Handle(
        ClaimsPrincipal user, OrderDbContext db, TimeProvider clock, CancellationToken ct)
    {
        if (ProvedAddress(user) is not { } email)
        {
            return OrderProblems.NoProvedAddress();
        }
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Locked first, in one order for everybody: the history is read after that, so that nobody's line gets the same position.
        // "C" knows the case of ASCII only: no letter of another alphabet becomes one of somebody else's address.
        var ids = await db.Database.SqlQuery<Guid>($"""
            SELECT id FROM orders WHERE subject LIKE 'guest:%' AND lower(contact_email COLLATE "C") = lower({email} COLLATE "C") ORDER BY id FOR UPDATE
            """).ToArrayAsync(ct);
        await db.Database.ExecuteSqlAsync($"""
            WITH claimed AS (UPDATE orders SET subject = {user.GetSubject()} WHERE id = ANY ({ids}) RETURNING id, status)
            INSERT INTO order_history (order_id, position, status, at, actor, subject, cause, trace_id)
            SELECT id, (SELECT max(position) + 1 FROM order_history AS line WHERE line.order_id = claimed.id), status,
              {clock.GetUtcNow()}, {Actors.Account}, {user.GetSubject()}, 'was added to the account of this address', {Activity.Current?.TraceId.ToHexString()}
            FROM claimed
            """, ct);
        if (ids.Length > 0)
        {
            db.Enqueue($"claims:{user.GetSubject()}", new GuestOrdersClaimed(user.GetSubject(), ids));
            await db.SaveChangesAsync(ct);
        }
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(new GuestOrders(ids.Length));
    }

    private static string? ProvedAddress(ClaimsPrincipal user) =>
        user.FindFirstValue(JwtValidation.EmailClaim) is { Length: > 0 } email ? email : null;
}
