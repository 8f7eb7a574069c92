using System.Text.Json;
using Avanii.Orders.Data;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Avanii.Orders;

/// <summary>Same key, same request: the first answer again. Same key, another request: refused, naming the order that exists.</summary>
/// <remarks>After the IETF draft "The Idempotency-Key HTTP Header Field"
/// (https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/).</remarks>
public sealed class StoredAnswers(OrderDbContext db, IOptions<JsonOptions> json)
{
    /// <returns>What to answer, or null when no order was placed under this key.</returns>
    public async Task<IResult?> FindAsync(Attempt attempt, CancellationToken ct)
    {
        var stored = await db.StoredAnswers.AsNoTracking().SingleOrDefaultAsync(a => a.Subject == attempt.Subject && a.Key == attempt.Key, ct);
        if (stored is null)
        {
            return null;
        }
        return stored.RequestHash.AsSpan().SequenceEqual(attempt.RequestHash) ? new FirstAnswer(stored) : OrderProblems.IdempotencyKeyReused(stored.OrderId);
    }

    /// <summary>Keeps the answer with the order, in the same commit.</summary>
    /// <returns>The answer to give after that commit.</returns>
    public IResult Add(Attempt attempt, Order order)
    {
        var stored = new StoredAnswer
        {
            Subject = attempt.Subject,
            Key = attempt.Key,
            OrderId = order.Id,
            RequestHash = attempt.RequestHash,
            Body = JsonSerializer.Serialize(order.ToView(), json.Value.SerializerOptions),
            CreatedAt = order.PlacedAt,
        };
        db.StoredAnswers.Add(stored);
        return new FirstAnswer(stored);
    }

    private sealed class FirstAnswer(StoredAnswer stored) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status201Created;
            httpContext.Response.Headers.Location = $"/api/orders/{stored.OrderId}";
            httpContext.Response.ContentType = "application/json; charset=utf-8";
            return httpContext.Response.WriteAsync(stored.Body, httpContext.RequestAborted);
        }
    }
}
