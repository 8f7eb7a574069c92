using Avanii.Testing;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Avanii.ServiceDefaults.Tests.Messaging;

public sealed class EventRoutesTests
{
    private const string NeverStarted = "auditor-note-amount";

    [Fact]
    public async Task An_event_waits_for_every_service_that_must_get_it_even_if_it_was_never_started()
    {
        var (database, vhost) = (await TestInfrastructure.CreateDatabaseAsync(), await TestInfrastructure.CreateVirtualHostAsync());
        await using var broker = await TestBroker.ConnectAsync(vhost);
        await using (var publisher = await LedgerApp.StartAsync(database, vhost, withConsumers: false, queues: [LedgerApp.Queue, NeverStarted]))
        {
            await publisher.MoveAsync("a", 5);
            await Eventually.AreEqual(0, publisher.WaitingAsync);
            Assert.Equal(1U, await broker.DepthAsync(LedgerApp.Queue));
            Assert.Equal(1U, await broker.DepthAsync(NeverStarted));
        }
        // The consumer finds its queue as it would have made it itself, and gets each event once from now on.
        await using var app = await LedgerApp.StartAsync(database, vhost, queues: [LedgerApp.Queue, NeverStarted]);
        await Eventually.AreEqual(5, () => app.BalanceAsync("a"));
        await app.MoveAsync("a", 1);
        await Eventually.AreEqual(6, () => app.BalanceAsync("a"));
        await Eventually.IsTrue(async () => await broker.DepthAsync(NeverStarted) == 2);
        Assert.Equal(2, await app.QueryAsync(db => db.Inbox.CountAsync()));
    }

    [Fact]
    public async Task A_publisher_finds_the_queue_as_its_consumer_has_made_it()
    {
        var (database, vhost) = (await TestInfrastructure.CreateDatabaseAsync(), await TestInfrastructure.CreateVirtualHostAsync());
        await using var broker = await TestBroker.ConnectAsync(vhost);
        await using (var consumer = await LedgerApp.StartAsync(database, vhost, queues: []))
        {
            await Eventually.AreEqual(BusHealthStatus.Healthy, () => consumer.Services.GetRequiredService<IBusControl>().CheckHealth().Status);
        }
        await using var publisher = await LedgerApp.StartAsync(database, vhost, withConsumers: false);
        await publisher.MoveAsync("a", 5);
        await Eventually.AreEqual(0, publisher.WaitingAsync);
        Assert.Equal(1U, await broker.DepthAsync(LedgerApp.Queue));
    }

    [Fact]
    public async Task A_broker_that_comes_back_without_its_disk_gets_every_queue_again_before_the_next_event()
    {
        var (database, vhost) = (await TestInfrastructure.CreateDatabaseAsync(), await TestInfrastructure.CreateVirtualHostAsync());
        var name = vhost.AbsolutePath.TrimStart('/');
        var server = await TestInfrastructure.RabbitMqAsync();
        await using var app = await LedgerApp.StartAsync(
            database, vhost, settings: new() { ["LookEvery"] = "00:10:00" }, queues: [LedgerApp.Queue, NeverStarted]);
        await app.MoveAsync("a", 1);
        await Eventually.AreEqual(1, () => app.BalanceAsync("a"));

        await server.DeleteVirtualHostAsync(name);
        await app.MoveAsync("a", 2); // accepted meanwhile
        await server.CreateVirtualHostAsync(name);
        await Eventually.AreEqual(3, () => app.BalanceAsync("a"), TimeSpan.FromSeconds(30));
        await using var broker = await TestBroker.ConnectAsync(vhost);
        Assert.Equal(1U, await broker.DepthAsync(NeverStarted)); // what lay on the disk is gone; what came after is there
    }

    [Fact]
    public async Task A_queue_that_somebody_deletes_is_made_again_by_its_publisher()
    {
        var (database, vhost) = (await TestInfrastructure.CreateDatabaseAsync(), await TestInfrastructure.CreateVirtualHostAsync());
        await using var broker = await TestBroker.ConnectAsync(vhost);
        await using var publisher = await LedgerApp.StartAsync(
            database, vhost, withConsumers: false, settings: new() { ["LookEvery"] = "00:10:00" }, queues: [NeverStarted]);
        await publisher.MoveAsync("a", 1);
        await Eventually.IsTrue(async () => await broker.DepthAsync(NeverStarted) == 1);
        await broker.DeleteAsync(NeverStarted);
        await publisher.MoveAsync("a", 2);
        await Eventually.AreEqual(0, publisher.WaitingAsync);
        Assert.Equal(1U, await broker.DepthAsync(NeverStarted));
    }
}
