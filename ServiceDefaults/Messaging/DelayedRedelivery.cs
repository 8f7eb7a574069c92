using System.Diagnostics.Metrics;
using MassTransit;
using MassTransit.Middleware.Rescue;
using MassTransit.RabbitMqTransport;
using MassTransit.Transports;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace Avanii.ServiceDefaults.Messaging;

/// <summary>Before the error queue: a message whose consumer has failed in spite of its immediate retries waits in a queue of fixed
/// time-to-live, out of which the broker puts it back into its own queue. Done when time cannot heal it, or was not enough.</summary>
/// <remarks>The delayed-exchange plugin, which MassTransit's own delayed redelivery needs, is neither in Debian nor in the official image.
/// The message is confirmed in the delay queue before the original is acknowledged; a crash in between doubles it, and the inbox
/// drops the twin. If it can't be put there it goes back to its own queue. Id, trace and body stay as they are.</remarks>
internal sealed class DelayedRedelivery(string queue, MessagingOptions options, TimeProvider clock, ILogger logger) : IFilter<ExceptionReceiveContext>
{
    /// <summary>How often the message has been through a delay queue because its consumer failed.</summary>
    public const string RedeliveriesHeader = "avanii-redeliveries";

    /// <summary>Since when (Unix time in seconds) the message goes round because the database is away.</summary>
    public const string DatabaseAwaySinceHeader = "avanii-database-away-since";

    private static readonly Counter<long> s_redeliveries = MessagingExtensions.Meter.CreateCounter<long>(
        "avanii.messages.redelivered", "{message}", "Messages put off because their consumer failed, to be delivered again later.");

    public async Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
    {
        var properties = new BasicProperties(context.GetPayload<RabbitMqBasicConsumeContext>().Properties);
        properties.Headers = new Dictionary<string, object?>(properties.Headers ?? new Dictionary<string, object?>());
        if (Delay(context.Exception, properties.Headers) is not { } delay)
        {
            context.ExceptionHeaders.Set(MessageHeaders.FaultMessage, Failures.Describe(context.Exception));
            await next.Send(context);
            return;
        }
        var waiting = QueueName(queue, delay);
        var channel = context.GetPayload<ChannelContext>();
        await channel.QueueDeclare(waiting, durable: true, exclusive: false, autoDelete: false, Arguments(queue, delay), context.CancellationToken);
        await channel.BasicPublishAsync("", waiting, mandatory: true, properties, context.GetBody(), awaitAck: true, context.CancellationToken);
        if (!context.IsFaulted)
        {
            await context.NotifyFaulted(context.Exception); // else it would count as a message that nobody wanted
        }
        s_redeliveries.Add(1, new KeyValuePair<string, object?>("queue", queue));
        logger.LogWarning("Message {MessageId} of {Queue} is tried again in {Delay}: {Reason}", properties.MessageId, queue, delay, Failures.Describe(context.Exception));
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("delayed-redelivery");

    /// <summary>Such as <c>order-confirm-order_delay_10s</c>. The delay is part of the name: a queue's arguments can't be changed, and
    /// after a change of the setting the old queue runs empty by itself.</summary>
    public static string QueueName(string queue, TimeSpan delay) =>
        $"{queue}_delay_{(delay.Ticks % TimeSpan.TicksPerSecond == 0 ? $"{delay.TotalSeconds:0}s" : $"{delay.TotalMilliseconds:0}ms")}";

    // A classic queue hands expired messages on without waiting for a confirm, so that a broker that is killed at that moment loses
    // them. A quorum queue, also one with a single replica, keeps them until they have arrived
    // (https://www.rabbitmq.com/docs/quorum-queues#dead-lettering; it wants reject-publish).
    public static Dictionary<string, object> Arguments(string queue, TimeSpan delay) => new()
    {
        ["x-queue-type"] = "quorum",
        ["x-message-ttl"] = (long)delay.TotalMilliseconds,
        ["x-dead-letter-exchange"] = "",
        ["x-dead-letter-routing-key"] = queue,
        ["x-dead-letter-strategy"] = "at-least-once",
        ["x-overflow"] = "reject-publish",
    };

    /// <returns>How long to wait, and the headers changed to tell; or null when waiting is no use any more.</returns>
    private TimeSpan? Delay(Exception exception, IDictionary<string, object?> headers)
    {
        if (Failures.CannotHeal(exception))
        {
            return null;
        }
        if (Failures.IsDatabaseAway(exception))
        {
            // For as long as it takes, and always by the shortest way: what limits the rate is the patience before this.
            var now = clock.GetUtcNow().ToUnixTimeSeconds();
            var since = Number(headers, DatabaseAwaySinceHeader) ?? now;
            headers[DatabaseAwaySinceHeader] = since;
            return now - since < options.DatabaseAwayLimit.TotalSeconds ? options.RedeliverAfter.Min() : null;
        }
        headers.Remove(DatabaseAwaySinceHeader);
        var redeliveries = (int)(Number(headers, RedeliveriesHeader) ?? 0);
        headers[RedeliveriesHeader] = redeliveries + 1L;
        return redeliveries < options.RedeliverAfter.Length ? options.RedeliverAfter[redeliveries] : null;
    }

    internal static long? Number(IDictionary<string, object?>? headers, string name) =>
        headers is not null && headers.TryGetValue(name, out var value) ? value switch { long l => l, int i => i, _ => null } : null;
}

/// <summary>A message that no consumer of the queue wants, because it was sent to the wrong queue or is of a version from the future,
/// lies with its reason where the others lie that need a person, and not in a queue of its own that nobody looks at.</summary>
internal sealed class UnwantedIsAnError : IFilter<ReceiveContext>
{
    public async Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        var reason = new InvalidDataException(
            Envelope.Read(context.GetBody()).Type is { } type ? $"No consumer of this queue knows {type}." : "The message does not say what type it is of.");
        await context.NotifyFaulted(reason);
        await context.GetPayload<IErrorTransport>().Send(new RescueExceptionReceiveContext(context, reason));
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("unwanted-is-an-error");
}
