using Avanii.Catalog.Contracts;
using Avanii.Orders.Contracts;
using Avanii.Orders.Data;
using Avanii.ServiceDefaults;
using Avanii.Testing;
using MassTransit;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Avanii.Orders.Tests;

/// <summary>The real service on a real socket, with a database and a virtual host of its own. As a class fixture it is shared by a
/// class's tests, which keep apart by their own shoppers.</summary>
public sealed class OrderApp : WebApplicationFactory<Program>, IAsyncLifetime
{
    private readonly OrderApp? _first;
    private readonly bool _isHeard = true;
    private readonly List<OrderApp> _instances = [];
    private string _database = "";
    private Uri _broker = new("amqp://nowhere");

    public OrderApp()
    {
    }

    private OrderApp(OrderApp? first, bool isHeard)
    {
        _first = first;
        _isHeard = isHeard;
    }

    public Uri Broker => _broker;

    internal FakeCarts Carts { get; private set; } = new();

    public TestTokens Tokens { get; private set; } = new();

    public ShiftedClock Clock { get; private set; } = new();

    public OtherServices Others { get; private set; } = null!;

    /// <summary>One whose events stay with it, because it finds no broker; the next instance does.</summary>
    public static async Task<OrderApp> StartUnheardAsync()
    {
        var app = new OrderApp(first: null, isHeard: false);
        await app.InitializeAsync();
        return app;
    }

    /// <summary>A further instance on the same database, broker and carts.</summary>
    /// <param name="isHeard">Begin to listen to the service's events.</param>
    public async Task<OrderApp> StartAnotherAsync(bool isHeard = false)
    {
        var app = new OrderApp(this, isHeard);
        await app.InitializeAsync();
        return app;
    }

    private bool FindsBroker => _isHeard || _first is not null;

    public async Task InitializeAsync()
    {
        if (_first is not null)
        {
            (_database, _broker, Carts, Tokens, Clock) = (_first._database, _first._broker, _first.Carts, _first.Tokens, _first.Clock);
        }
        else
        {
            _database = await TestInfrastructure.CreateDatabaseAsync();
            _broker = await TestInfrastructure.CreateVirtualHostAsync();
        }
        if (_isHeard)
        {
            Others = await OtherServices.StartAsync(_broker, ears =>
                ears.Hear<OrderPlaced>().Hear<OrderConfirmed>().Hear<OrderRejected>().Hear<OrderCancelled>().Hear<OrderExpired>()
                    .Hear<OrderPaid>().Hear<OrderPaidTooLate>().Hear<OrderShipped>().Hear<OrderDelivered>().Hear<OrderRefunded>().Hear<OrderDataCollected>().Hear<GuestOrdersClaimed>());
        }
        (_first ?? this)._instances.Add(this);
        UseKestrel();
        StartServer();
        if (FindsBroker)
        {
            await Eventually.AreEqual(BusHealthStatus.Healthy, () => Services.GetRequiredService<IBusControl>().CheckHealth().Status, TimeSpan.FromSeconds(60));
        }
    }

    /// <summary>Publishes as the catalogue would, and returns when an instance is done with it.</summary>
    public Task DeliverAsync<T>(T message, Guid? messageId = null)
        where T : class =>
        Others.DeliverAsync(message, messageId, [.. _instances.Select(app => app.Services.GetRequiredService<IBusControl>())]);

    /// <summary>The catalogue holds everything, at the order's prices or at those given.</summary>
    public Task ReserveAsync(OrderView order, decimal? unitPrice = null, Guid? messageId = null) => DeliverAsync(
        new StockReserved(order.Id, [.. order.Lines.Select(line => new StockReserved.Line(line.Sku, line.Quantity, unitPrice ?? line.UnitPrice))]), messageId);

    /// <summary>The catalogue holds nothing, because the first line is sold out.</summary>
    public Task RefuseAsync(OrderView order, int available = 0) => DeliverAsync(
        new StockRejected(order.Id, [new(order.Lines[0].Sku, StockRejectionReason.SoldOut, available, null)]));

    /// <returns>What was heard of an order, in the order of arrival.</returns>
    public IReadOnlyList<string> HeardOf(Guid orderId) =>
        [.. Others.HeardAll().Where(e => orderId.Equals(e.GetType().GetProperty("OrderId")?.GetValue(e))).Select(e => e.GetType().Name)];

    /// <summary>Runs one unit of work on a context of its own.</summary>
    public async Task<T> QueryAsync<T>(Func<OrderDbContext, Task<T>> work)
    {
        await using var scope = Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<OrderDbContext>());
    }

    /// <returns>How many commands wait for what another transaction holds.</returns>
    public Task<int> WaitingForLocksAsync() => QueryAsync(db => db.Database.SqlQuery<int>($"""
        SELECT count(*)::int AS "Value" FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()
        """).SingleAsync());

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development"); // brings the schema up to date by itself
        builder.UseUrls("http://127.0.0.1:0"); // not UseKestrel(0): that sets the port when the server may have started already
        builder.UseSetting("ConnectionStrings:avanii", _database);
        builder.UseSetting("ConnectionStrings:messaging", FindsBroker ? _broker.AbsoluteUri : "amqp://nobody:nobody@127.0.0.1:1/");
        builder.UseSetting("services:cart:http:0", "http://cart.test");
        builder.UseSetting("Fulfilment:SweepInterval", "00:00:00.1");
        builder.UseSetting("Fulfilment:SampleInterval", "00:00:00.1");
        builder.ConfigureTestServices(services =>
        {
            services.AddLogging(logging => logging.ClearProviders());
            services.Replace(ServiceDescriptor.Singleton<ITrustedKeyStore>(Tokens));
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
            services.AddHttpClient(nameof(CartClient)).ConfigurePrimaryHttpMessageHandler(() => Carts);
        });
    }

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    public override async ValueTask DisposeAsync()
    {
        (_first ?? this)._instances.Remove(this);
        await base.DisposeAsync();
        if (Others is not null)
        {
            await Others.DisposeAsync();
        }
        GC.SuppressFinalize(this);
    }
}
