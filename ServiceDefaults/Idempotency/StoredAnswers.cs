using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Avanii.ServiceDefaults.Idempotency;

/// <summary>Same key, same request: the first answer again. Same key, another request: refused, naming what exists.</summary>
public sealed class StoredAnswers(ServiceDbContext db, IOptions<JsonOptions> json, TimeProvider clock)
{
    /// <summary>Keeps the answer with the work, in the same commit.</summary>
    /// <returns>The answer to give after that commit. The unique key may refuse the commit: then a twin was first.</returns>
    public IResult Add<T>(Attempt attempt, int status, T body, string? location = null, Guid? resource = null)
    {
        var stored = new StoredAnswer
        {
            Subject = attempt.Subject,
            Key = attempt.Key,
            Operation = attempt.Operation,
            RequestHash = attempt.RequestHash,
            Status = status,
            Location = location,
            Body = JsonSerializer.Serialize(body, json.Value.SerializerOptions),
            Resource = resource,
            CreatedAt = clock.GetUtcNow(),
        };
        db.Set<StoredAnswer>().Add(stored);
        return new FirstAnswer(stored, location);
    }

    /// <returns>What was done under this key, or null when nothing was.</returns>
    public async Task<Repetition?> FindAsync(Attempt attempt, CancellationToken ct)
    {
        var stored = await db.Set<StoredAnswer>().AsNoTracking().SingleOrDefaultAsync(a => a.Subject == attempt.Subject && a.Key == attempt.Key, ct);
        return stored is null ? null : new Repetition(stored, attempt);
    }

    /// <summary>Does the work once for its key; without a key, as often as it is asked for.</summary>
    /// <param name="attempt">Null when the caller sent no key.</param>
    /// <param name="work">Opens its own transaction, and decides there under a lock that its twins need, too: whoever is refused
    /// knows then that no twin is still under way. Its success goes through <see cref="Add"/>.</param>
    /// <param name="ct">The request's.</param>
    /// <returns>The work's answer, or the one that a twin got.</returns>
    public async Task<IResult> OnceAsync(Attempt? attempt, Func<Task<IResult>> work, CancellationToken ct)
    {
        if (attempt is null)
        {
            return await work();
        }
        try
        {
            var answer = await work();
            // Refused perhaps because of what a twin has done: its answer is this one's, too.
            return answer is IStatusCodeHttpResult { StatusCode: >= 400 } ? (await FindAsync(attempt, ct))?.ToResult() ?? answer : answer;
        }
        // The unique key decides who was first; whoever comes second has waited for the first one's commit.
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            db.ChangeTracker.Clear();
            if (await FindAsync(attempt, ct) is { } twins)
            {
                return twins.ToResult();
            }
            throw;
        }
    }
}

/// <summary>A key that comes again.</summary>
/// <param name="Stored">What was done under it.</param>
/// <param name="Attempt">What is asked for now.</param>
public sealed record Repetition(StoredAnswer Stored, Attempt Attempt)
{
    /// <summary>The same is asked for as the first time.</summary>
    public bool IsSameRequest => Stored.Operation == Attempt.Operation && Stored.RequestHash.AsSpan().SequenceEqual(Attempt.RequestHash);

    /// <returns>The first answer, or for another request a refusal that names what exists.</returns>
    public IResult ToResult() => IsSameRequest ? ToFirstAnswer(Stored.Location) : Problems.Problem(
        StatusCodes.Status422UnprocessableEntity, "idempotency-key-reused", "This Idempotency-Key was used for another request.",
        $"{Stored.Operation} with other content was answered under this key. Use a key of its own for this request.",
        new Dictionary<string, object?> { ["operation"] = Stored.Operation, ["location"] = Stored.Location, ["createdAt"] = Stored.CreatedAt });

    /// <summary>The first answer, with that header Location.</summary>
    public IResult ToFirstAnswer(string? location) => new FirstAnswer(Stored, location);
}

internal sealed class FirstAnswer(StoredAnswer stored, string? location) : IResult, IStatusCodeHttpResult
{
    public int? StatusCode => stored.Status;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = stored.Status;
        if (location is not null)
        {
            httpContext.Response.Headers.Location = location;
        }
        httpContext.Response.ContentType = "application/json; charset=utf-8";
        return httpContext.Response.WriteAsync(stored.Body, httpContext.RequestAborted);
    }
}
