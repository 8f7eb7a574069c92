using System.Reflection;
using MassTransit;
using MassTransit.Configuration;

namespace Avanii.ServiceDefaults.Messaging;

/// <summary>How soon the bus finds out that the broker is back. MassTransit's pauses between attempts grow to 30 s, which is how long
/// orders would go on waiting for a broker that is there; there is no setting for it.</summary>
internal static class BrokerReturn
{
    private static readonly TimeSpan s_first = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(3);

    /// <summary>Only the pauses change; which failures are tried again stays MassTransit's decision.</summary>
    /// <exception cref="InvalidOperationException">This version of MassTransit looks different inside.</exception>
    public static void LookOften(IRabbitMqBusFactoryConfigurator bus)
    {
        var host = Field(bus.GetType(), "_hostConfiguration").GetValue(bus) as IHostConfiguration;
        var policy = host?.ReceiveTransportRetryPolicy ?? throw Unknown("its host configuration");
        // After the last of these it begins anew.
        var soon = Retry.CreatePolicy(retry =>
        {
            retry.Handle<Exception>(policy.IsHandled);
            retry.Exponential(1000, s_first, s_longest, s_first);
        });
        Field(host.GetType(), $"<{nameof(IHostConfiguration.ReceiveTransportRetryPolicy)}>k__BackingField").SetValue(host, soon);
    }

    private static FieldInfo Field(Type type, string name) =>
        type.GetField(name, BindingFlags.Instance | BindingFlags.NonPublic) ?? throw Unknown($"{type.Name}.{name}");

    private static InvalidOperationException Unknown(string what) => new($"MassTransit has changed: {what} was not found.");
}
