using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Avanii.ServiceDefaults.Messaging;

/// <summary>What was seen at the last look; null before the first.</summary>
internal sealed class MessagingState
{
    public OutboxState? Outbox { get; set; }

    /// <summary>Messages in the error queue, by the queue they come from.</summary>
    public IReadOnlyDictionary<string, long>? Errors { get; set; }
}

/// <param name="Waiting">Rows that are still to be published.</param>
/// <param name="OldestAge">Seconds since the oldest of them was written.</param>
/// <param name="Parked">Rows that wait for a person.</param>
internal sealed record OutboxState(long Waiting, double OldestAge, long Parked)
{
    // Reads the partial index of what was not sent, which is empty when all is well.
    public static Task<OutboxState> ReadAsync(ServiceDbContext db, CancellationToken ct) =>
        db.Database.SqlQuery<OutboxState>($"""
            SELECT count(*) FILTER (WHERE parked_at IS NULL) AS waiting,
              coalesce(extract(epoch FROM now() - min(created_at) FILTER (WHERE parked_at IS NULL)), 0)::double precision AS oldest_age,
              count(*) FILTER (WHERE parked_at IS NOT NULL) AS parked
            FROM outbox WHERE sent_at IS NULL
            """).SingleAsync(ct);
}

/// <summary>Looks at outbox and error queues in the background, so that neither a scrape nor a health probe costs a query.</summary>
internal sealed class MessagingObserver(
    IServiceScopeFactory scopes,
    BrokerQueues queues,
    MessagingState state,
    IOptions<MessagingOptions> options,
    ILogger<MessagingObserver> logger) : BackgroundService
{
    private static readonly Gauge<long> s_waiting = MessagingExtensions.Meter.CreateGauge<long>(
        "avanii.outbox.waiting", "{message}", "Messages that the broker has not confirmed yet.");
    private static readonly Gauge<double> s_oldest = MessagingExtensions.Meter.CreateGauge<double>(
        "avanii.outbox.oldest.age", "s", "How long the oldest of them has been waiting.");
    private static readonly Gauge<long> s_parked = MessagingExtensions.Meter.CreateGauge<long>(
        "avanii.outbox.parked", "{message}", "Messages that could not be published and wait for a person.");
    private static readonly Gauge<long> s_errors = MessagingExtensions.Meter.CreateGauge<long>(
        "avanii.errors.depth", "{message}", "Messages in the error queue, by the queue that they come from.");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.LookEvery);
        do
        {
            await TryAsync(LookAtOutboxAsync, stoppingToken);
            await TryAsync(LookAtErrorsAsync, stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task LookAtOutboxAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var outbox = await OutboxState.ReadAsync(scope.ServiceProvider.GetRequiredService<ServiceDbContext>(), ct);
        state.Outbox = outbox;
        s_waiting.Record(outbox.Waiting);
        s_oldest.Record(outbox.OldestAge);
        s_parked.Record(outbox.Parked);
    }

    private async Task LookAtErrorsAsync(CancellationToken ct)
    {
        // Declaring tells the depth, and mends what somebody has deleted by hand meanwhile.
        var errors = await queues.DeclareAsync(ct);
        state.Errors = errors;
        foreach (var (queue, depth) in errors)
        {
            s_errors.Record(depth, new KeyValuePair<string, object?>("queue", queue));
        }
    }

    private async Task TryAsync(Func<CancellationToken, Task> look, CancellationToken ct)
    {
        try
        {
            await look(ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            // Debug: that database or broker are away is said elsewhere, and more often than anybody wants to read.
            logger.LogDebug(e, "The state of the messages could not be seen.");
        }
    }
}
