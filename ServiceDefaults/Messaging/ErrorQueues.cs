using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;

namespace Avanii.ServiceDefaults.Messaging;

/// <param name="MessageId">The message's id; for one without an id, a name that is made from its body.</param>
/// <param name="Type">Full name of the event, if it says so.</param>
/// <param name="FailedAt">When it came into the error queue.</param>
/// <param name="ExceptionType">What kind of failure put it there.</param>
/// <param name="Reason">The failure in words.</param>
/// <param name="Redeliveries">How often it was delivered again later, before that; each with the immediate retries.</param>
/// <param name="Body">The event, or the whole text when it cannot be read.</param>
public sealed record StuckMessage(
    string MessageId, string? Type, DateTimeOffset? FailedAt, string? ExceptionType, string? Reason, long Redeliveries, JsonElement Body);

/// <summary>Looks into the error queues and takes messages out of them. AMQP only: the management API is not everywhere.</summary>
internal sealed class ErrorQueues(BrokerConnection connection, IServiceScopeFactory scopes) : IDisposable
{
    // Two walks at once would each see a part of the queue, also when two instances walk: the database has the turn, and this one here
    // keeps those of this process from waiting there with a connection each.
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Messages of the queue, and how many there are. They stay where they are; only the broker's mark "redelivered" is new on
    /// them.</summary>
    public async Task<(IReadOnlyList<StuckMessage> Messages, long Total)> LookAsync(string queue, int skip, int atMost, CancellationToken ct)
    {
        var seen = new List<StuckMessage>();
        var (_, total) = await WalkAsync(queue, (int)Math.Min(int.MaxValue, (long)skip + atMost), (_, message) =>
        {
            if (skip-- <= 0)
            {
                seen.Add(Describe(message));
            }
            return Task.FromResult(false);
        }, ct);
        return (seen, total);
    }

    /// <summary>Puts messages back into the queue they come from, with all their attempts before them. A crash in the middle doubles
    /// one, and the inbox drops the twin: it leaves here only after the broker has confirmed it there.</summary>
    /// <returns>How many.</returns>
    public async Task<int> ReplayAsync(string queue, string? messageId, CancellationToken ct) => (await WalkAsync(queue, int.MaxValue, async (channel, message) =>
    {
        if (messageId is not null && Id(message) != messageId)
        {
            return false;
        }
        var properties = new BasicProperties(message.BasicProperties);
        properties.Headers = properties.Headers?.Where(header => !IsAboutFailure(header.Key)).ToDictionary(header => header.Key, header => header.Value);
        await channel.BasicPublishAsync("", queue, mandatory: true, properties, message.Body, ct);
        return true;
    }, ct)).Taken;

    /// <summary>Throws a message away, because a person has decided that.</summary>
    /// <returns>What it was, or null when it is not there.</returns>
    public async Task<StuckMessage?> RemoveAsync(string queue, string messageId, CancellationToken ct)
    {
        StuckMessage? removed = null;
        await WalkAsync(queue, int.MaxValue, (_, message) =>
        {
            if (removed is not null || Id(message) != messageId)
            {
                return Task.FromResult(false);
            }
            removed = Describe(message);
            return Task.FromResult(true);
        }, ct);
        return removed;
    }

    /// <returns>Whether a walk ended because the broker is away, and not by a mistake.</returns>
    public static bool IsBrokerAway(Exception exception) =>
        exception is RabbitMQ.Client.Exceptions.RabbitMQClientException or System.Net.Sockets.SocketException or IOException or TimeoutException;

    public void Dispose() => _turn.Dispose();

    /// <summary>Goes through what lies in the queue now; what is not taken goes back to its place with the end of the channel.</summary>
    /// <returns>How many were taken, and how many there were.</returns>
    private async Task<(int Taken, long Total)> WalkAsync(string queue, int atMost, Func<IChannel, BasicGetResult, Task<bool>> take, CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var database = scope.ServiceProvider.GetRequiredService<ServiceDbContext>().Database;
            await using var turn = await database.BeginTransactionAsync(ct); // its end gives the turn on, after the channel's has put everything back
            await database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended('error-queue:' || current_schema() || ':' || {queue}, 0))", ct);
            await using var channel = await connection.OpenChannelAsync(ct);
            // What is replayed may fail again and come back while we are at it: only what is there now.
            var total = await BrokerQueues.DeclareAsync(channel, BrokerQueues.ErrorQueue(queue), ct);
            var left = Math.Min(atMost, total);
            var taken = 0;
            while (left-- > 0 && await channel.BasicGetAsync(BrokerQueues.ErrorQueue(queue), autoAck: false, ct) is { } message)
            {
                if (await take(channel, message))
                {
                    await channel.BasicAckAsync(message.DeliveryTag, multiple: false, ct);
                    taken++;
                }
            }
            return (taken, total);
        }
        finally
        {
            _turn.Release();
        }
    }

    private static StuckMessage Describe(BasicGetResult message)
    {
        var headers = message.BasicProperties.Headers;
        var (type, body) = Envelope.Read(message.Body);
        return new(
            Id(message),
            type,
            DateTimeOffset.TryParse(Text(headers, "MT-Fault-Timestamp"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null,
            Text(headers, "MT-Fault-ExceptionType"),
            Text(headers, "MT-Fault-Message"),
            DelayedRedelivery.Number(headers, DelayedRedelivery.RedeliveriesHeader) ?? 0,
            body);
    }

    private static string Id(BasicGetResult message) => message.BasicProperties.MessageId is { Length: > 0 } id
        ? id
        : "body-" + Convert.ToHexStringLower(SHA256.HashData(message.Body.Span))[..16];

    private static string? Text(IDictionary<string, object?>? headers, string name) =>
        headers is not null && headers.TryGetValue(name, out var value) ? value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : value?.ToString() : null;

    private static bool IsAboutFailure(string header) =>
        header.StartsWith("MT-Fault-", StringComparison.Ordinal) || header.StartsWith("MT-Host-", StringComparison.Ordinal)
            || header is "MT-Reason" or DelayedRedelivery.RedeliveriesHeader or DelayedRedelivery.DatabaseAwaySinceHeader
            || header.Contains("-death", StringComparison.Ordinal); // x-death, x-first-death-queue and so on
}
