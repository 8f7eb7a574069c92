using Avanii.ServiceDefaults.Messaging;
using MassTransit;

namespace Avanii.Web.Freshness;

/// <summary>Sees this instance's queue come and go: nothing is believed from before it was there.</summary>
internal sealed class ListeningWatch : IHostedService, IReceiveEndpointObserver
{
    private readonly InstanceQueues _queues;
    private readonly Changes _changes;

    public ListeningWatch(IBusControl bus, InstanceQueues queues, Changes changes)
    {
        (_queues, _changes) = (queues, changes);
        bus.ConnectReceiveEndpointObserver(this); // before any hosted service starts, the bus among them
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task Ready(ReceiveEndpointReady ready) => See(ready, _changes.BeginListening);

    public Task Stopping(ReceiveEndpointStopping stopping) => See(stopping, _changes.StopListening);

    public Task Completed(ReceiveEndpointCompleted completed) => See(completed, _changes.StopListening);

    public Task Faulted(ReceiveEndpointFaulted faulted) => See(faulted, _changes.StopListening);

    private Task See(ReceiveEndpointEvent sign, Action happened)
    {
        if (_queues.IsOne(sign.InputAddress.AbsolutePath))
        {
            happened();
        }
        return Task.CompletedTask;
    }
}
