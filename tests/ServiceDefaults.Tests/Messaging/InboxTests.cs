using Avanii.Testing;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

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
        Assert.False(await QueueExistsAsync(app, "ledger-book-amount_skipped")); // nor does it lie about anywhere
    }

    [Fact]
    public async Task What_failed_before_its_commit_is_done_again_once()
    {
        await using var app = await StartAsync();
        await PublishAsync(app, new MoneyMoved("a", 7), Guid.CreateVersion7());
        await Eventually.AreEqual(7, () => app.BalanceAsync("a"));
        Assert.Equal(1, await app.QueryAsync(db => db.Bookings.CountAsync()));
    }

    [Fact]
    public async Task What_fails_always_leaves_no_trace_and_stops_nobody_else()
    {
        await using var app = await StartAsync();
        await PublishAsync(app, new MoneyMoved("a", 13), Guid.CreateVersion7());
        await PublishAsync(app, new MoneyMoved("b", 1), Guid.CreateVersion7());
        await Eventually.AreEqual(1, () => app.BalanceAsync("b"));
        Assert.Equal(0, await app.BalanceAsync("a"));
    }

    private static async Task<bool> QueueExistsAsync(LedgerApp app, string queue)
    {
        var factory = new ConnectionFactory { Uri = ConnectionStrings.Broker(app.Services.GetRequiredService<IConfiguration>()) };
        await using var connection = await factory.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        try
        {
            await channel.QueueDeclarePassiveAsync(queue);
            return true;
        }
        catch (OperationInterruptedException e) when (e.ShutdownReason?.ReplyCode == 404)
        {
            return false;
        }
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
