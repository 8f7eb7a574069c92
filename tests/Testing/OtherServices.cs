using System.Collections.Concurrent;
using MassTransit;

namespace Avanii.Testing;

/// <summary>Plays the other services' part on the broker: hears what a service publishes, and publishes what it listens to.</summary>
/// <example><c>await using var others = await OtherServices.StartAsync(broker, ears => ears.Hear&lt;OrderPlaced&gt;());</c></example>
public sealed class OtherServices : IAsyncDisposable
{
    private readonly ConcurrentQueue<object> _heard = new();
    private readonly IBusControl _bus;

    private OtherServices(Uri broker, Action<Ears> hears) => _bus = Bus.Factory.CreateUsingRabbitMq(rabbit =>
    {
        rabbit.Host(broker);
        rabbit.ReceiveEndpoint("other-services", queue =>
        {
            queue.ConcurrentMessageLimit = 1; // heard in the order of arrival
            hears(new Ears(queue, _heard));
        });
    });

    public static async Task<OtherServices> StartAsync(Uri broker, Action<Ears> hears)
    {
        var others = new OtherServices(broker, hears);
        await others._bus.StartAsync();
        return others;
    }

    /// <returns>What was heard of that kind, in the order of arrival.</returns>
    public IReadOnlyList<T> Heard<T>() => [.. _heard.OfType<T>()];

    /// <returns>All that was heard, in the order of arrival.</returns>
    public IReadOnlyList<object> HeardAll() => [.. _heard];

    /// <summary>Publishes an event.</summary>
    /// <param name="message">A record from a Contracts project.</param>
    /// <param name="messageId">The same id again is a redelivery.</param>
    public Task SayAsync<T>(T message, Guid? messageId = null)
        where T : class =>
        _bus.Publish(message, context => context.MessageId = messageId ?? Guid.CreateVersion7());

    /// <summary>Publishes an event, and returns when an instance of the service has worked it off, well or not.</summary>
    /// <param name="message">A record from a Contracts project.</param>
    /// <param name="messageId">The same id again is a redelivery.</param>
    /// <param name="instances">The buses of the service under test, which has one queue for the event.</param>
    public Task DeliverAsync<T>(T message, Guid? messageId, params IReadOnlyList<IBusControl> instances)
        where T : class => DeliverAsync(message, messageId, queues: 1, instances);

    /// <summary>The same for an event that several queues of the service get.</summary>
    public async Task DeliverAsync<T>(T message, Guid? messageId, int queues, IReadOnlyList<IBusControl> instances)
        where T : class
    {
        var id = messageId ?? Guid.CreateVersion7();
        var observer = new WorkedOff(id, queues);
        var handles = instances.Select(instance => instance.ConnectReceiveObserver(observer)).ToList();
        try
        {
            await SayAsync(message, id);
            await observer.Done.WaitAsync(TimeSpan.FromSeconds(30));
        }
        finally
        {
            handles.ForEach(handle => handle.Disconnect());
        }
    }

    public async ValueTask DisposeAsync() => await _bus.StopAsync();

    /// <summary>Names what is to be heard.</summary>
    public sealed class Ears(IReceiveEndpointConfigurator queue, ConcurrentQueue<object> heard)
    {
        private readonly ConcurrentDictionary<Guid, bool> _ids = new();

        public Ears Hear<T>()
            where T : class
        {
            queue.Handler<T>(context =>
            {
                if (_ids.TryAdd(context.MessageId!.Value, true)) // a message may come again; every service drops it then
                {
                    heard.Enqueue(context.Message);
                }
                return Task.CompletedTask;
            });
            return this;
        }
    }

    private sealed class WorkedOff(Guid messageId, int queues) : IReceiveObserver
    {
        private int _left = queues;
        private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Done => _done.Task;

        public Task PreReceive(ReceiveContext context) => Task.CompletedTask;

        public Task PostReceive(ReceiveContext context) => Look(context);

        public Task ReceiveFault(ReceiveContext context, Exception exception) => Look(context);

        public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType) where T : class => Task.CompletedTask;

        public Task ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception) where T : class => Task.CompletedTask;

        private Task Look(ReceiveContext context)
        {
            if (context.GetMessageId() == messageId && Interlocked.Decrement(ref _left) == 0)
            {
                _done.TrySetResult();
            }
            return Task.CompletedTask;
        }
    }
}
