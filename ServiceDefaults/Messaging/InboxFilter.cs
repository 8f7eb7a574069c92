using System.Diagnostics.Metrics;
using System.Text.Json;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Avanii.ServiceDefaults.Messaging;

/// <summary>Around every consumer: one transaction that begins with the message's id and ends with the consumer's work, so that
/// both commit together and a message delivered again changes nothing. The consumer works on the same context, and neither
/// saves nor commits. The queues of one instance are let through: see <see cref="InstanceQueues"/>.</summary>
public sealed class InboxFilter<T>(ServiceDbContext db, ConsumerTurns turns, InstanceQueues instance) : IFilter<ConsumeContext<T>>
    where T : class
{
    private static readonly Counter<long> s_duplicates = MessagingExtensions.Meter.CreateCounter<long>(
        "avanii.inbox.duplicates", "{message}", "Messages that had been worked off before.");

    public async Task Send(ConsumeContext<T> context, IPipe<ConsumeContext<T>> next)
    {
        var ct = context.CancellationToken;
        var messageId = context.MessageId ?? throw new InvalidDataException("A message without an id cannot be told from its repetition.");
        var queue = context.ReceiveContext.InputAddress.AbsolutePath.Split('/')[^1];
        if (instance.IsOne(queue))
        {
            await next.Send(context);
            return;
        }
        using var turn = await turns.TakeAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // A twin that is being worked off at this moment makes this statement wait for its outcome.
        var accepted = await db.Database.ExecuteSqlAsync(
            $"INSERT INTO inbox (consumer, message_id) VALUES ({queue}, {messageId}) ON CONFLICT DO NOTHING", ct);
        if (accepted == 0)
        {
            // Its publisher has it for another while, and may send it once more: it must not be forgotten before.
            await db.Database.ExecuteSqlAsync($"UPDATE inbox SET accepted_at = now() WHERE consumer = {queue} AND message_id = {messageId}", ct);
            await transaction.CommitAsync(ct);
            s_duplicates.Add(1, new KeyValuePair<string, object?>("queue", queue));
            // Else MassTransit takes it for a message that nobody wanted, and keeps it in a queue of such.
            await context.NotifyConsumed(TimeSpan.Zero, queue);
            return;
        }
        try
        {
            await next.Send(context);
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            // Not the message, which could be read: that would be an error which no time heals.
            throw new InvalidOperationException($"The consumer could not read an answer: {e.Message}", e);
        }
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("inbox");
}
