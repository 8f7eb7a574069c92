using System.Collections.Concurrent;
using System.Text.Json;
using Avanii.Catalog.Contracts;
using Avanii.Orders.Contracts;
using MassTransit;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Avanii.Faults;

/// <summary>The broker at its worst, within what it promises: delivers messages again, and others late and out of their order.</summary>
internal sealed class Post : IAsyncDisposable
{
    private static readonly string[] s_publishers = ["catalog", "cart", "ordering"];

    private static readonly ConcurrentDictionary<string, Type?> s_events = new();
    private readonly FaultStack _stack;
    private readonly IBusControl _bus;

    private Post(FaultStack stack)
    {
        _stack = stack;
        _bus = Bus.Factory.CreateUsingRabbitMq(rabbit => rabbit.Host(stack.Host.RabbitMq.Server.AmqpUri));
    }

    /// <summary>Messages that were published again under their own id.</summary>
    public int DeliveredAgain { get; private set; }

    /// <summary>Messages that were taken out of a queue, kept, and put back.</summary>
    public int HeldBack { get; private set; }

    public static async Task<Post> StartAsync(FaultStack stack, CancellationToken ct)
    {
        var post = new Post(stack);
        await post._bus.StartAsync(ct);
        return post;
    }

    /// <summary>Publishes so many events once more that were published before, a moment or long ago.</summary>
    public async Task DeliverAgainAsync(int atMost, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(TimeSpan.FromSeconds(5));
        try
        {
            foreach (var (id, type, body) in await SentAsync(atMost, limit.Token))
            {
                await _bus.Publish(body, type, context => context.MessageId = id, limit.Token);
                DeliveredAgain++;
            }
        }
        catch (Exception e) when (e is NpgsqlException or MassTransitException or RabbitMQClientException or IOException or InvalidOperationException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            // the database or the broker is dead at the moment
        }
    }

    /// <summary>Takes messages away from a service as a rival for its queue, keeps them, and lets the broker deliver them again.</summary>
    public async Task HoldBackAsync(Random random, TimeSpan during, CancellationToken ct)
    {
        try
        {
            var queues = (await new BrokerView(_stack.Host.RabbitMq).QueuesAsync(ct))
                .Where(queue => !queue.IsForFailures && !queue.Name.Contains("_delay", StringComparison.Ordinal)).Select(queue => queue.Name).Order(StringComparer.Ordinal).ToList();
            if (queues.Count == 0)
            {
                return;
            }
            var factory = new ConnectionFactory { Uri = _stack.Host.RabbitMq.Server.AmqpUri, AutomaticRecoveryEnabled = false };
            await using var connection = await factory.CreateConnectionAsync(ct);
            await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
            await channel.BasicQosAsync(0, 20, global: false, ct);
            var taken = 0;
            var consumer = new AsyncEventingBasicConsumer(channel);
            consumer.ReceivedAsync += (_, _) =>
            {
                Interlocked.Increment(ref taken);
                return Task.CompletedTask; // and no word to the broker
            };
            await channel.BasicConsumeAsync(queues[random.Next(queues.Count)], autoAck: false, consumer, ct);
            await Task.Delay(during, ct);
            HeldBack += Volatile.Read(ref taken);
            // The end of the connection gives all of it back to the queue.
        }
        catch (Exception e) when (e is HttpRequestException or RabbitMQClientException or IOException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            // the broker is dead at the moment, or was killed while we waited: then it gave them back itself
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        await _bus.StopAsync(limit.Token);
    }

    private async Task<List<(Guid Id, Type Type, object Body)>> SentAsync(int atMost, CancellationToken ct)
    {
        var sent = new List<(Guid, Type, object)>();
        var outboxes = string.Join(" UNION ALL ", s_publishers.Select(schema => $"SELECT message_id, type, body, sent_at FROM {schema}.outbox WHERE sent_at IS NOT NULL"));
        // Half of them are the latest ones, which meet their twin; the others are old ones that nobody expects any more.
        await using var command = _stack.Database.CreateCommand($"""
            (SELECT message_id, type, body FROM ({outboxes}) AS o ORDER BY sent_at DESC LIMIT {atMost / 2})
            UNION ALL
            (SELECT message_id, type, body FROM ({outboxes}) AS o ORDER BY random() LIMIT {atMost / 2})
            """);
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            if (EventType(rows.GetString(1)) is { } type)
            {
                sent.Add((rows.GetGuid(0), type, JsonSerializer.Deserialize(rows.GetString(2), type, JsonSerializerOptions.Web)!));
            }
        }
        return sent;
    }

    private static Type? EventType(string name) => s_events.GetOrAdd(name, static n =>
        new[] { typeof(OrderPlaced).Assembly, typeof(StockReserved).Assembly }.Select(assembly => assembly.GetType(n)).FirstOrDefault(type => type is not null));
}
