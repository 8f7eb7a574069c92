using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Avanii.ServiceDefaults.Messaging;

/// <summary>What a person does about messages that are stuck.</summary>
public static class MessagingEndpoints
{
    private const int MostShown = 100;
    private const int AggregatesAtOnce = 1000; // some thousand rows: a transaction of a tenth of a second

    /// <summary>Not in the service's API document: the Gateway serves it below another path than the service's own.</summary>
    /// <param name="routes">The service.</param>
    /// <param name="area">Who may: see <see cref="Policies.Area"/>.</param>
    public static void MapMessaging(this IEndpointRouteBuilder routes, string area)
    {
        var messaging = routes.MapGroup("/messaging").WithTags("Messaging").RequireAuthorization(Policies.Area(area)).ExcludeFromDescription();
        messaging.AddEndpointFilter(SayThatBrokerIsAwayAsync);
        messaging.MapGet("/", Overview);
        messaging.MapPost("/outbox/{messageId:guid}/retry", Retry);
        messaging.MapPost("/outbox/republish", Republish);
        messaging.MapGet("/errors/{queue}", Look);
        messaging.MapPost("/errors/{queue}/replay", Replay);
        messaging.MapDelete("/errors/{queue}", Remove);
    }

    private static async Task<Ok<MessagingOverview>> Overview(ServiceDbContext db, BrokerQueues queues, BrokerConnection connection, CancellationToken ct)
    {
        var outbox = await OutboxState.ReadAsync(db, ct);
        var parked = await db.Outbox.AsNoTracking().Where(m => m.SentAt == null && m.ParkedAt != null).OrderBy(m => m.Sequence).Take(MostShown)
            .Select(m => new ParkedEvent(m.MessageId, m.Type, m.Aggregate, m.ParkedAt!.Value, m.LastError)).ToListAsync(ct);
        return TypedResults.Ok(new MessagingOverview(
            new(outbox.Waiting, Math.Round(outbox.OldestAge, 1), outbox.Parked, parked), await QueuesAsync(queues, connection, ct)));
    }

    /// <returns>Null while the broker is away: what it holds is safe, and unknown.</returns>
    private static async Task<IReadOnlyList<QueueOverview>?> QueuesAsync(BrokerQueues queues, BrokerConnection connection, CancellationToken ct)
    {
        try
        {
            await using var channel = await connection.OpenChannelAsync(ct);
            var found = new List<QueueOverview>();
            foreach (var queue in queues.Own)
            {
                found.Add(new(queue, await BrokerQueues.DeclareAsync(channel, queue, ct), await BrokerQueues.DeclareAsync(channel, BrokerQueues.ErrorQueue(queue), ct)));
            }
            return found;
        }
        catch (Exception e) when (ErrorQueues.IsBrokerAway(e))
        {
            return null;
        }
    }

    private static async Task<Results<NoContent, NotFound>> Retry(
        Guid messageId, ClaimsPrincipal user, ServiceDbContext db, OutboxWakeUp wakeUp, ILogger<OutboxMessage> logger, CancellationToken ct)
    {
        var rows = await db.Outbox.Where(m => m.MessageId == messageId && m.ParkedAt != null && m.SentAt == null).ExecuteUpdateAsync(set => set
            .SetProperty(m => m.ParkedAt, (DateTimeOffset?)null)
            .SetProperty(m => m.Attempts, 0)
            .SetProperty(m => m.DueAt, m => m.CreatedAt), ct);
        if (rows == 0)
        {
            return TypedResults.NotFound();
        }
        logger.LogInformation("{Subject} has the parked event {MessageId} published again.", user.GetSubject(), messageId);
        wakeUp.Signal();
        return TypedResults.NoContent();
    }

    /// <summary>For a broker that lost what it had confirmed. What was worked off, the inbox drops.</summary>
    private static async Task<Results<Ok<Republished>, ProblemHttpResult>> Republish(
        DateTimeOffset since, ClaimsPrincipal user, ServiceDbContext db, OutboxWakeUp wakeUp, TimeProvider clock,
        IOptions<MessagingOptions> options, ILogger<OutboxMessage> logger, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        // A message may go round for as long as the database may be away; its id must not be forgotten in the meantime.
        var earliest = now - (options.Value.Keep - options.Value.DatabaseAwayLimit);
        if (since > now || since < earliest)
        {
            return Problems.Problem(StatusCodes.Status400BadRequest, "since", "The time is out of range.",
                $"since can be from {earliest:yyyy-MM-ddTHH:mm:ssZ} until now: what was worked off earlier than that may be forgotten soon, and would be worked off twice.");
        }
        var count = 0;
        // An aggregate's events become unsent in one commit: the relay would publish a later one first otherwise.
        var sentSince = db.Outbox.Where(m => m.SentAt > since.ToUniversalTime());
        foreach (var aggregates in (await sentSince.Select(m => m.Aggregate).Distinct().ToListAsync(ct)).Chunk(AggregatesAtOnce))
        {
            count += await sentSince.Where(m => aggregates.Contains(m.Aggregate)).ExecuteUpdateAsync(set => set
                .SetProperty(m => m.SentAt, (DateTimeOffset?)null)
                .SetProperty(m => m.DueAt, now), ct);
            wakeUp.Signal();
        }
        logger.LogWarning("{Subject} has {Count} events published again that were sent since {Since}.", user.GetSubject(), count, since);
        return TypedResults.Ok(new Republished(count));
    }

    private static async Task<Results<Ok<StuckMessages>, NotFound, ProblemHttpResult>> Look(
        string queue, int? skip, BrokerQueues queues, ErrorQueues errors, CancellationToken ct)
    {
        if (!queues.Own.Contains(queue))
        {
            return TypedResults.NotFound();
        }
        if (skip < 0)
        {
            return Problems.Problem(StatusCodes.Status400BadRequest, "skip", "There is no such page.", "skip is how many messages to leave out: 0 or more.");
        }
        var (messages, total) = await errors.LookAsync(queue, skip ?? 0, MostShown, ct);
        return TypedResults.Ok(new StuckMessages(messages, total));
    }

    private static async Task<Results<Ok<Replayed>, NotFound>> Replay(
        string queue, string? messageId, ClaimsPrincipal user, BrokerQueues queues, ErrorQueues errors, ILogger<ErrorQueues> logger, CancellationToken ct)
    {
        if (!queues.Own.Contains(queue))
        {
            return TypedResults.NotFound();
        }
        var count = await errors.ReplayAsync(queue, messageId, ct);
        if (count == 0 && messageId is not null)
        {
            return TypedResults.NotFound();
        }
        logger.LogInformation("{Subject} has {Count} messages of {Queue} delivered again.", user.GetSubject(), count, queue);
        return TypedResults.Ok(new Replayed(count));
    }

    private static async Task<Results<NoContent, NotFound>> Remove(
        string queue, string messageId, ClaimsPrincipal user, BrokerQueues queues, ErrorQueues errors, ILogger<ErrorQueues> logger, CancellationToken ct)
    {
        if (!queues.Own.Contains(queue) || await errors.RemoveAsync(queue, messageId, ct) is not { } removed)
        {
            return TypedResults.NotFound();
        }
        logger.LogWarning("{Subject} threw away {Type} {MessageId} of {Queue}, which had failed: {Reason}",
            user.GetSubject(), removed.Type, removed.MessageId, queue, removed.Reason);
        return TypedResults.NoContent();
    }

    private static async ValueTask<object?> SayThatBrokerIsAwayAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (Exception e) when (ErrorQueues.IsBrokerAway(e))
        {
            return Problems.Problem(StatusCodes.Status503ServiceUnavailable, "broker-away", "The broker does not answer.", "What it holds is safe; try again later.");
        }
    }
}

/// <param name="Outbox">What is still to be published.</param>
/// <param name="Queues">The service's own; null while the broker is away.</param>
public sealed record MessagingOverview(OutboxOverview Outbox, IReadOnlyList<QueueOverview>? Queues);

/// <param name="Waiting">Events that wait for the broker.</param>
/// <param name="OldestAgeSeconds">How long the oldest has been waiting.</param>
/// <param name="Parked">Events that cannot be published as they are.</param>
/// <param name="ParkedEvents">The first 100 of these.</param>
public sealed record OutboxOverview(long Waiting, double OldestAgeSeconds, long Parked, IReadOnlyList<ParkedEvent> ParkedEvents);

/// <summary>An event that waits for a person, and behind it all later ones of its aggregate.</summary>
public sealed record ParkedEvent(Guid MessageId, string Type, string Aggregate, DateTimeOffset ParkedAt, string? Reason);

/// <param name="Name">The queue.</param>
/// <param name="Ready">Messages that no consumer has taken yet.</param>
/// <param name="Errors">Messages in its error queue.</param>
public sealed record QueueOverview(string Name, long Ready, long Errors);

/// <param name="Messages">Up to 100 of an error queue, in its order.</param>
/// <param name="Total">How many there are in all.</param>
public sealed record StuckMessages(IReadOnlyList<StuckMessage> Messages, long Total);

/// <summary>How many events are published again.</summary>
public sealed record Republished(int Count);

/// <summary>How many messages went back into their queue.</summary>
public sealed record Replayed(int Count);
