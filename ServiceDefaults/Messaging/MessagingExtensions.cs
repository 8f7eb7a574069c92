using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Reflection;
using MassTransit;
using MassTransit.Middleware;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Avanii.ServiceDefaults.Messaging;

/// <summary>Events over RabbitMQ that are neither lost nor applied twice: outbox before the broker, inbox behind it.</summary>
public static class MessagingExtensions
{
    internal static readonly ActivitySource Activities = new("Avanii.Messaging");
    internal static readonly Meter Meter = new("Avanii.Messaging");

    /// <summary>Connects the service to the broker, starts its relay, and gives each consumer in the assembly its own queue.</summary>
    /// <param name="builder">The service; <see cref="Database.AddDatabase"/> has been called.</param>
    /// <param name="name">First part of its queues' names, such as <c>catalog</c>.</param>
    /// <param name="consumers">Where its consumers are.</param>
    /// <param name="routes">Events of its own that somebody must get, and the queues that must get them.</param>
    public static void AddMessaging<TContext>(this WebApplicationBuilder builder, string name, Assembly consumers, Action<EventRoutes>? routes = null)
        where TContext : ServiceDbContext
    {
        var broker = ConnectionStrings.Broker(builder.Configuration);
        var ownRoutes = new EventRoutes();
        routes?.Invoke(ownRoutes);
        builder.Services.AddOptions<MessagingOptions>().BindConfiguration(MessagingOptions.Section)
            .PostConfigure(options => options.SetDefaults(ConnectionStrings.MaxPoolSize(builder.Configuration))).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton(ownRoutes);
        builder.Services.AddSingleton(_ => new BrokerConnection(broker, name));
        builder.Services.AddSingleton<BrokerQueues>();
        builder.Services.AddSingleton<ErrorQueues>();
        builder.Services.AddSingleton<ConsumerTurns>();
        builder.Services.AddSingleton<InstanceQueues>();
        builder.Services.AddSingleton<MessagingState>();
        builder.Services.AddHostedService<OutboxRelay<TContext>>();
        builder.Services.AddHostedService<MessagingCleanUp>();
        builder.Services.AddHostedService<MessagingObserver>();
        builder.Services.AddHostedService<BusWatchdog>();
        builder.Services.AddHealthChecks()
            .AddCheck<OutboxHealthCheck>("outbox", HealthStatus.Degraded)
            .AddCheck<ErrorQueuesHealthCheck>("errors", HealthStatus.Degraded);
        builder.Services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry(); // how the shop is built is nobody else's business
            bus.SetEndpointNameFormatter(new KebabCaseEndpointNameFormatter(name, includeNamespace: false));
            bus.AddConsumers(consumers);
            bus.AddConfigureEndpointsCallback(ConfigureFailures);
            bus.ConfigureHealthCheckOptions(options =>
            {
                options.Name = "messaging";
                // The broker being away fails no shopper's request: orders are accepted and go on when it is back.
                options.MinimalFailureStatus = HealthStatus.Degraded;
            });
            bus.UsingRabbitMq((context, rabbit) =>
            {
                var options = context.GetRequiredService<IOptions<MessagingOptions>>().Value;
                rabbit.Host(broker);
                rabbit.PrefetchCount = 32; // how many of them are worked off at a time, ConsumerTurns says
                BrokerReturn.LookOften(rabbit);
                // A field that is missing, or null where it must not be, is an error with a reason and not an order of 0 units.
                // A field that is added to an event later therefore has a default value.
                rabbit.ConfigureJsonSerializerOptions(json =>
                {
                    json.RespectRequiredConstructorParameters = true;
                    json.RespectNullableAnnotations = true;
                    return json;
                });
                // Both are outside the inbox: each attempt has a transaction of its own. While the database is away a message waits
                // here, unacknowledged, so that a crash gives it back to the queue.
                rabbit.UseMessageRetry(retry =>
                {
                    retry.Handle<Exception>(Failures.IsDatabaseAway);
                    retry.Intervals(Within(options.PatienceWithDatabase));
                });
                rabbit.UseMessageRetry(retry =>
                {
                    retry.Ignore<Exception>(failure => Failures.IsDatabaseAway(failure) || Failures.CannotHeal(failure));
                    retry.Intervals(options.RetryAfter);
                });
                rabbit.UseConsumeFilter(typeof(InboxFilter<>), context);
                rabbit.ConfigureEndpoints(context);
            });
        });
        // Requests are served while the broker is still away.
        builder.Services.Configure<MassTransitHostOptions>(options =>
        {
            options.WaitUntilStarted = false;
            options.StopTimeout = TimeSpan.FromSeconds(20);
        });
    }

    /// <summary>What happens to a message of this queue when its consumer's retries are over.</summary>
    private static void ConfigureFailures(IRegistrationContext context, string queue, IReceiveEndpointConfigurator endpoint)
    {
        if (context.GetRequiredService<InstanceQueues>().IsOne(queue))
        {
            return; // its consumer's definition says
        }
        context.GetRequiredService<BrokerQueues>().Add(queue);
        endpoint.PublishFaults = false; // events about failures, which nobody here listens to
        endpoint.ConfigureError(pipe =>
        {
            pipe.UseFilter(new DelayedRedelivery(
                queue,
                context.GetRequiredService<IOptions<MessagingOptions>>().Value,
                context.GetRequiredService<TimeProvider>(),
                context.GetRequiredService<ILogger<DelayedRedelivery>>()));
            pipe.UseFilter(new GenerateFaultFilter()); // these two are what the pipe has when nothing is configured
            pipe.UseFilter(new ErrorTransportFilter());
        });
        endpoint.ConfigureDeadLetter(pipe => pipe.UseFilter(new UnwantedIsAnError()));
    }

    /// <returns>Pauses that double from 200 ms to 5 s, as many as fit.</returns>
    private static TimeSpan[] Within(TimeSpan patience)
    {
        var pauses = new List<TimeSpan>();
        var pause = TimeSpan.FromMilliseconds(200);
        for (var waited = pause; waited <= patience; waited += pause)
        {
            pauses.Add(pause);
            pause = pause * 2 < TimeSpan.FromSeconds(5) ? pause * 2 : TimeSpan.FromSeconds(5);
        }
        return pauses is [] ? [TimeSpan.Zero] : [.. pauses];
    }
}
