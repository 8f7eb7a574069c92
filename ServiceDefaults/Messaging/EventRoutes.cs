using MassTransit;

namespace Avanii.ServiceDefaults.Messaging;

/// <summary>Which queues must get which event. The publisher declares them, so that an event waits for a service that was never
/// started, and for one whose queue went with the broker's disk, instead of being dropped.</summary>
public sealed class EventRoutes
{
    private readonly List<Route> _routes = [];

    internal IReadOnlyList<Route> All => _routes;

    /// <param name="queues">The consumers' queues, such as <c>order-confirm-order</c>.</param>
    public EventRoutes Deliver<T>(params string[] queues)
        where T : class
    {
        _routes.Add(new(typeof(T), topology => topology.Message<T>().EntityName, queues));
        return this;
    }

    /// <returns>Somebody must get it: the broker has to refuse it rather than drop it.</returns>
    internal bool MustArrive(Type type) => _routes.Exists(route => route.Event == type);

    internal sealed record Route(Type Event, Func<IBusTopology, string> Exchange, IReadOnlyList<string> Queues);
}
