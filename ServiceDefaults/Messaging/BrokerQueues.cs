using System.Collections.Concurrent;
using MassTransit;
using RabbitMQ.Client;

namespace Avanii.ServiceDefaults.Messaging;

/// <summary>The queues that this service works off and those that its events must reach, made as MassTransit makes them: a durable
/// queue behind a fanout exchange of the same name, which is bound to the event's exchange. Whoever comes second finds what the
/// first has made; anything else would be refused (PRECONDITION_FAILED).</summary>
internal sealed class BrokerQueues(BrokerConnection connection, EventRoutes routes, IServiceProvider services)
{
    private readonly ConcurrentDictionary<string, bool> _own = new();
    private volatile IConnection? _declaredOn;

    /// <summary>The consumers' queues, in order of name; known once the bus has been built.</summary>
    public IReadOnlyList<string> Own
    {
        get
        {
            _ = Bus; // building it names them
            return [.. _own.Keys.Order(StringComparer.Ordinal)];
        }
    }

    private IBus Bus => (IBus)services.GetService(typeof(IBus))!;

    public static string ErrorQueue(string queue) => queue + "_error";

    internal void Add(string queue) => _own[queue] = true;

    /// <summary>Declares what this connection to the broker has not seen declared: a broker that was away may come back empty.</summary>
    public async Task EnsureDeclaredAsync(CancellationToken ct)
    {
        if (!ReferenceEquals(await connection.GetAsync(ct), _declaredOn))
        {
            await DeclareAsync(ct);
        }
    }

    /// <summary>What was declared may be gone: an event came back because no queue took it.</summary>
    public void Forget() => _declaredOn = null;

    /// <returns>How many messages lie in each error queue of this service.</returns>
    public async Task<IReadOnlyDictionary<string, long>> DeclareAsync(CancellationToken ct)
    {
        var open = await connection.GetAsync(ct);
        await using var channel = await open.CreateChannelAsync(cancellationToken: ct);
        foreach (var route in routes.All)
        {
            var exchange = route.Exchange(Bus.Topology);
            await channel.ExchangeDeclareAsync(exchange, ExchangeType.Fanout, durable: true, autoDelete: false, cancellationToken: ct);
            foreach (var queue in route.Queues)
            {
                await DeclareAsync(channel, queue, ct);
                await channel.ExchangeBindAsync(queue, exchange, routingKey: "", cancellationToken: ct);
            }
        }
        var errors = new Dictionary<string, long>();
        foreach (var queue in Own)
        {
            errors[queue] = await DeclareAsync(channel, ErrorQueue(queue), ct);
        }
        _declaredOn = open;
        return errors;
    }

    /// <returns>How many messages lie in the queue, those excepted that somebody is working on.</returns>
    public static async Task<long> DeclareAsync(IChannel channel, string queue, CancellationToken ct)
    {
        await channel.ExchangeDeclareAsync(queue, ExchangeType.Fanout, durable: true, autoDelete: false, cancellationToken: ct);
        var declared = await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, cancellationToken: ct);
        await channel.QueueBindAsync(queue, queue, routingKey: "", cancellationToken: ct);
        return declared.MessageCount;
    }
}
