using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Avanii.ServiceDefaults.Messaging;

/// <summary>Publishes what commits have left in the outbox. Any number of instances may run: each claims rows that no other holds,
/// and only the oldest waiting row of an aggregate. A row is marked sent after the broker has confirmed it; a crash in between
/// publishes it again under the same message id, and the inbox drops it.</summary>
internal sealed class OutboxRelay<TContext>(
    IServiceScopeFactory scopes,
    OutboxWakeUp wakeUp,
    EventRoutes routes,
    BrokerQueues queues,
    IOptions<MessagingOptions> options,
    IBusControl bus,
    ILogger<OutboxRelay<TContext>> logger) : BackgroundService
    where TContext : ServiceDbContext
{
    private const int BatchSize = 100;
    private const int AttemptsBeforeParking = 20; // with the growing pause below: a quarter of an hour
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(100);
    private static readonly Counter<long> s_published = MessagingExtensions.Meter.CreateCounter<long>(
        "avanii.outbox.published", "{message}", "Messages confirmed by the broker.");
    private static readonly ConcurrentDictionary<string, Type?> s_types = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var published = 0;
            try
            {
                if (BrokerAnswers)
                {
                    await queues.EnsureDeclaredAsync(stoppingToken);
                    published = await PublishBatchAsync(stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                logger.LogWarning(e, "The outbox could not be worked off; it is tried again.");
            }
            if (published == 0)
            {
                // The poll finds what another instance has left behind; the jitter keeps instances from polling in step.
                await wakeUp.WaitAsync(TimeSpan.FromMilliseconds(750 + Random.Shared.Next(500)), stoppingToken);
            }
        }
    }

    private bool BrokerAnswers => bus.CheckHealth().Status == BusHealthStatus.Healthy;

    /// <summary>However much waits, a batch is all that is ever read of it.</summary>
    /// <returns>How many were published.</returns>
    private async Task<int> PublishBatchAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TContext>();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var batch = await db.Outbox.FromSql($"""
            SELECT * FROM outbox AS o
            WHERE o.sent_at IS NULL AND o.parked_at IS NULL AND o.due_at <= now()
              AND NOT EXISTS (SELECT FROM outbox AS earlier
                WHERE earlier.aggregate = o.aggregate AND earlier.sequence < o.sequence AND earlier.sent_at IS NULL)
            ORDER BY o.sequence
            LIMIT {BatchSize}
            FOR UPDATE OF o SKIP LOCKED
            """).AsNoTracking().ToListAsync(ct);
        if (batch.Count == 0)
        {
            return 0;
        }

        var errors = await PublishAsync(batch, ct);

        // What the broker has confirmed is marked also while the service stops: it would be published again otherwise.
        var sent = batch.Where((_, i) => errors[i] is null).Select(m => m.Sequence).ToArray();
        if (sent.Length > 0)
        {
            await db.Database.ExecuteSqlAsync($"UPDATE outbox SET sent_at = now(), attempts = attempts + 1 WHERE sequence = ANY({sent})", CancellationToken.None);
            s_published.Add(sent.Length);
        }
        foreach (var (message, error) in batch.Zip(errors).Where(pair => pair.Second is not null))
        {
            await NoteFailureAsync(db, message, error!, CancellationToken.None);
        }
        await transaction.CommitAsync(CancellationToken.None);
        return sent.Length;
    }

    /// <summary>Gives up, so that the rows are let go, when the broker hangs, and sooner when it is seen to be gone.</summary>
    private async Task<Exception?[]> PublishAsync(List<OutboxMessage> batch, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(options.Value.PublishTimeout);
        var publishing = Task.WhenAll(batch.Select(message => TryPublishAsync(message, patience.Token)));
        while (await Task.WhenAny(publishing, Task.Delay(s_look, CancellationToken.None)) != publishing)
        {
            if (!BrokerAnswers)
            {
                await patience.CancelAsync();
            }
        }
        return await publishing;
    }

    /// <returns>Null after the broker's confirmation, else what went wrong.</returns>
    private async Task<Exception?> TryPublishAsync(OutboxMessage message, CancellationToken ct)
    {
        ActivityContext.TryParse(message.TraceParent, message.TraceState, isRemote: true, out var cause);
        using var activity = MessagingExtensions.Activities.StartActivity("outbox publish", ActivityKind.Internal, cause);
        activity?.SetTag("messaging.message.id", message.MessageId);
        try
        {
            var type = FindType(message.Type) ?? throw new UnknownTypeException($"{message.Type} is not known to this version.");
            var body = JsonSerializer.Deserialize(message.Body, type, JsonSerializerOptions.Web)
                ?? throw new PoisonMessageException("The body is null.");
            // The wait ends with the patience, whatever MassTransit is doing: on a connection that hangs it declares an exchange for
            // 20 s whether it is told to stop or not. What it still publishes then is a copy, which the inbox drops.
            await bus.Publish(body, type, context =>
            {
                context.MessageId = message.MessageId;
                if (routes.MustArrive(type) && context is RabbitMqSendContext rabbit)
                {
                    rabbit.Mandatory = true; // no queue bound: the broker returns it and Publish throws
                }
            }, ct).WaitAsync(ct);
            return null;
        }
        catch (Exception e)
        {
            if (e is MessageReturnedException)
            {
                queues.Forget(); // somebody has deleted one: they are declared again before the next attempt
            }
            activity?.SetStatus(ActivityStatusCode.Error, e.Message);
            return e;
        }
    }

    private async Task NoteFailureAsync(TContext db, OutboxMessage message, Exception error, CancellationToken ct)
    {
        var reason = error.Message.Length > 1000 ? error.Message[..1000] : error.Message;
        if (error is PoisonMessageException or JsonException || message.Attempts + 1 >= AttemptsBeforeParking)
        {
            logger.LogError(error, "Outbox message {MessageId} of {Aggregate} cannot be published and is parked.", message.MessageId, message.Aggregate);
            await db.Database.ExecuteSqlAsync($"UPDATE outbox SET attempts = attempts + 1, parked_at = now(), last_error = {reason} WHERE sequence = {message.Sequence}", ct);
            return;
        }
        logger.LogWarning("Outbox message {MessageId} could not be published: {Reason}", message.MessageId, reason);
        // Not the message's fault, and not counted: a broker that is away for however long, and an event of a newer version,
        // whose own instances are about to publish it while an old one is still being replaced.
        var counts = error is MessageReturnedException or OperationCanceledException or ConnectionException or UnknownTypeException ? 0 : 1;
        var pause = TimeSpan.FromSeconds(Math.Min(60, Math.Pow(2, message.Attempts) / 4));
        await db.Database.ExecuteSqlAsync($"UPDATE outbox SET attempts = attempts + {counts}, due_at = clock_timestamp() + {pause}, last_error = {reason} WHERE sequence = {message.Sequence}", ct);
    }

    private static Type? FindType(string fullName) => s_types.GetOrAdd(fullName, static name =>
        AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetType(name)).FirstOrDefault(type => type is not null));

    private sealed class PoisonMessageException(string message) : Exception(message);

    private sealed class UnknownTypeException(string message) : Exception(message);
}
