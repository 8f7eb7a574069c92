using Avanii.Testing;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Avanii.ServiceDefaults.Tests.Messaging;

public sealed class InboxTests
{
    [Fact]
    public async Task A_message_that_comes_again_changes_nothing()
    {
        await using var app = await StartAsync();
        var id = Guid.CreateVersion7();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => PublishAsync(app, new MoneyMoved("a", 5), id)));
        await PublishAsync(app, new MoneyMoved("end", 1), Guid.CreateVersion7());
        await Eventually.AreEqual(1, () => app.BalanceAsync("end"));
        await Eventually.AreEqual(5, () => app.BalanceAsync("a"));
        Assert.Equal(1, await app.QueryAsync(db => db.Bookings.CountAsync(b => b.Account == "a")));
        await using var broker = await TestBroker.ConnectAsync(ConnectionStrings.Broker(app.Services.GetRequiredService<IConfiguration>()));
        Assert.Null(await broker.DepthAsync("ledger-book-amount_skipped")); // nor does it lie about anywhere
        Assert.Equal(0U, await broker.DepthAsync("ledger-book-amount_error"));
    }

    private static Task PublishAsync(LedgerApp app, MoneyMoved message, Guid id) =>
        app.Services.GetRequiredService<IBus>().Publish(message, context => context.MessageId = id);

    private static async Task<LedgerApp> StartAsync()
    {
        var app = await LedgerApp.StartAsync(await TestInfrastructure.CreateDatabaseAsync(), await TestInfrastructure.CreateVirtualHostAsync());
        // These tests go past the outbox, so that nobody waits for the queue in their place.
        await Eventually.AreEqual(BusHealthStatus.Healthy, () => app.Services.GetRequiredService<IBusControl>().CheckHealth().Status);
        return app;
    }
}
