using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Reflection;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

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
    /// <param name="mustArrive">Events of its own that somebody must get: if no queue takes one, it stays in the outbox until one does.</param>
    public static void AddMessaging<TContext>(this WebApplicationBuilder builder, string name, Assembly consumers, params Type[] mustArrive)
        where TContext : ServiceDbContext
    {
        var broker = ConnectionStrings.Broker(builder.Configuration);
        builder.Services.AddSingleton(new OutboxRelayOptions(mustArrive.ToHashSet()));
        builder.Services.AddHostedService<OutboxRelay<TContext>>();
        builder.Services.AddMassTransit(bus =>
        {
            bus.SetEndpointNameFormatter(new KebabCaseEndpointNameFormatter(name, includeNamespace: false));
            bus.AddConsumers(consumers);
            bus.ConfigureHealthCheckOptions(options =>
            {
                options.Name = "messaging";
                // The broker being away fails no shopper's request: orders are accepted and go on when it is back.
                options.MinimalFailureStatus = HealthStatus.Degraded;
            });
            bus.UsingRabbitMq((context, rabbit) =>
            {
                rabbit.Host(broker);
                rabbit.PrefetchCount = 32;
                // Both are outside the inbox: each attempt has a transaction of its own. While the database is away a message waits
                // here, unacknowledged, so that a crash gives it back to the queue. 20 minutes in all: the broker takes a
                // message away from a consumer that keeps it for 30 (consumer_timeout).
                rabbit.UseMessageRetry(retry =>
                {
                    retry.Handle<Exception>(IsDatabaseAway);
                    retry.Exponential(48, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(30), TimeSpan.FromMilliseconds(500));
                });
                rabbit.UseMessageRetry(retry =>
                {
                    retry.Ignore<Exception>(IsDatabaseAway);
                    retry.Intervals(50, 200, 1000, 3000);
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

    /// <summary>Nothing is wrong with the message: the server restarts, has no connection left, or cannot be reached.</summary>
    internal static bool IsDatabaseAway(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is NpgsqlException { IsTransient: true })
            {
                return true;
            }
        }
        return false;
    }
}
