using MassTransit;

namespace Avanii.ServiceDefaults.Messaging;

/// <summary>Which queues belong to this running instance and not to the service: for what each instance has to hear by itself, such as
/// that something it keeps in memory is out of date.</summary>
/// <remarks>Such a consumer does no work on the database, so that no inbox stands before it: the inbox would give an event to the first
/// instance only. What it was told while it was not there is lost to it: whoever keeps something starts anew with each connection.</remarks>
public sealed class InstanceQueues
{
    /// <summary>After a crash, or while the instance is cut off, its queue takes up what nobody reads; then the broker removes it.</summary>
    internal static readonly TimeSpan KeepUnused = TimeSpan.FromMinutes(5);

    /// <summary>Ends the names of this instance's queues. New with each start.</summary>
    internal string Id { get; } = $"{Guid.NewGuid():N}"[..8];

    /// <param name="queue">A queue's name, or its address's path.</param>
    public bool IsOne(string queue) => queue.EndsWith(Id, StringComparison.Ordinal);
}

/// <summary>Gives a consumer a queue in each instance. See <see cref="InstanceQueues"/>.</summary>
public abstract class InInstanceDefinition<TConsumer> : ConsumerDefinition<TConsumer>
    where TConsumer : class, IConsumer
{
    /// <param name="queues">This instance's.</param>
    protected InInstanceDefinition(InstanceQueues queues) => Endpoint(endpoint => endpoint.InstanceId = queues.Id);

    /// <inheritdoc/>
    protected override void ConfigureConsumer(IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<TConsumer> consumerConfigurator, IRegistrationContext context)
    {
        // Durable and not exclusive, which RabbitMQ 4.3 still permits. With an expiry, "auto delete" is about the exchange alone, which
        // goes with its queue.
        if (endpointConfigurator is IRabbitMqReceiveEndpointConfigurator rabbit)
        {
            rabbit.QueueExpiration = InstanceQueues.KeepUnused;
            rabbit.AutoDelete = true;
        }
        // Nobody could do anything about such a message later: it is out of date by then.
        endpointConfigurator.DiscardFaultedMessages();
        endpointConfigurator.DiscardSkippedMessages();
    }
}
