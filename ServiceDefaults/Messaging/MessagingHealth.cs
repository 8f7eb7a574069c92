using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Avanii.ServiceDefaults.Messaging;

/// <summary>Tells what is stuck. Never worse than Degraded: a stuck message is no reason to take the service out of rotation.</summary>
internal sealed class OutboxHealthCheck(MessagingState state, IOptions<MessagingOptions> options) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (state.Outbox is not { } outbox)
        {
            return Task.FromResult(HealthCheckResult.Healthy("Not looked at yet."));
        }
        var data = new Dictionary<string, object>
        {
            ["waiting"] = outbox.Waiting,
            ["oldestAgeSeconds"] = Math.Round(outbox.OldestAge, 1),
            ["parked"] = outbox.Parked,
        };
        var late = outbox.OldestAge > options.Value.OldestMayWait.TotalSeconds;
        return Task.FromResult((outbox.Parked, late) switch
        {
            ( > 0, _) => HealthCheckResult.Degraded("Events cannot be published and wait for a person; GET /messaging names them.", data: data),
            (_, true) => HealthCheckResult.Degraded("Events have been waiting for the broker for long.", data: data),
            _ => HealthCheckResult.Healthy(data: data),
        });
    }
}

/// <inheritdoc cref="OutboxHealthCheck"/>
internal sealed class ErrorQueuesHealthCheck(MessagingState state) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (state.Errors is not { } errors)
        {
            return Task.FromResult(HealthCheckResult.Healthy("Not looked at yet."));
        }
        var data = errors.ToDictionary(queue => queue.Key, queue => (object)queue.Value);
        return Task.FromResult(errors.Values.Any(depth => depth > 0)
            ? HealthCheckResult.Degraded("Messages could not be worked off and wait for a person; GET /messaging/errors/{queue} shows them.", data: data)
            : HealthCheckResult.Healthy(data: data));
    }
}
