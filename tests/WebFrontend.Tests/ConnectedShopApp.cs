using Avanii.Testing;
using Avanii.Web.Contracts;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Avanii.Web.Tests;

/// <summary>The same with a broker, on which the other services are heard and speak.</summary>
public sealed class ConnectedShopApp : ShopApp
{
    private static readonly Type[] s_consumers = [.. typeof(Program).Assembly.GetTypes().Where(type => type.IsClass && typeof(IConsumer).IsAssignableFrom(type))];
    private Uri _virtualHost = null!;

    public OtherServices Others { get; private set; } = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Others = await OtherServices.StartAsync(_virtualHost, ears => ears.Hear<AccountDeleted>().Hear<AccountDataRequested>());
        await Eventually.AreEqual(BusHealthStatus.Healthy, () => Services.GetRequiredService<IBusControl>().CheckHealth().Status, TimeSpan.FromSeconds(60));
    }

    /// <summary>Publishes as another service would, and returns when the shop is done with it.</summary>
    public Task DeliverAsync<T>(T message, Guid? messageId = null)
        where T : class =>
        Others.DeliverAsync(message, messageId, s_consumers.Count(type => typeof(IConsumer<T>).IsAssignableFrom(type)), [Services.GetRequiredService<IBusControl>()]);

    protected override async Task<string> BrokerAsync() => (_virtualHost = await TestInfrastructure.CreateVirtualHostAsync()).AbsoluteUri;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Others.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
