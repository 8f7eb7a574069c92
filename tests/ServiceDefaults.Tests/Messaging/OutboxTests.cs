using System.Diagnostics;
using Avanii.ServiceDefaults.Messaging;
using Avanii.Testing;
using Microsoft.EntityFrameworkCore;

namespace Avanii.ServiceDefaults.Tests.Messaging;

public sealed class OutboxTests
{
    [Fact]
    public async Task An_event_arrives_after_its_commit_and_not_without_one()
    {
        await using var app = await StartAsync();
        await app.QueryAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Enqueue("account:a", new MoneyMoved("rolled back", 1));
            await db.SaveChangesAsync();
            await transaction.RollbackAsync();
            return 0;
        });
        await app.MoveAsync("a", 5);
        await Eventually.AreEqual(5, () => app.BalanceAsync("a"));
        Assert.Equal(0, await app.BalanceAsync("rolled back"));
        await Eventually.AreEqual(0, () => app.WaitingAsync());
    }

    [Fact]
    public async Task Events_of_one_aggregate_are_published_one_after_the_other()
    {
        await using var app = await StartAsync();
        for (var i = 0; i < 30; i++)
        {
            await app.MoveAsync("a", 100 + i);
        }
        await Eventually.AreEqual(0, () => app.WaitingAsync());
        var sent = await app.QueryAsync(db => db.Outbox.OrderBy(m => m.Sequence).Select(m => m.SentAt!.Value).ToListAsync());
        Assert.Equal(sent.Order(), sent);
        await Eventually.AreEqual(3435, () => app.BalanceAsync("a"));
    }

    [Fact]
    public async Task What_cannot_be_published_is_parked_and_holds_up_its_own_aggregate_only()
    {
        await using var app = await StartAsync();
        await app.QueryAsync(async db =>
        {
            db.Outbox.Add(new OutboxMessage { MessageId = Guid.CreateVersion7(), Aggregate = "account:poisoned", Type = typeof(MoneyMoved).FullName!, Body = "{\"amount\": \"many\"}" });
            return await db.SaveChangesAsync();
        });
        await app.MoveAsync("poisoned", 1);
        await app.MoveAsync("healthy", 2);
        await Eventually.AreEqual(2, () => app.BalanceAsync("healthy"));
        var parked = await Eventually.GetAsync(
            () => app.QueryAsync(db => db.Outbox.SingleOrDefaultAsync(m => m.ParkedAt != null)), found => found is not null);
        Assert.Contains("amount", parked!.LastError, StringComparison.Ordinal);
        Assert.Equal(0, await app.BalanceAsync("poisoned"));
    }

    [Fact]
    public async Task An_event_of_a_newer_version_waits_for_an_instance_that_knows_it()
    {
        await using var app = await StartAsync();
        await app.QueryAsync(async db =>
        {
            db.Outbox.Add(new OutboxMessage { MessageId = Guid.CreateVersion7(), Aggregate = "account:new", Type = "No.Such.Event", Body = "{}" });
            return await db.SaveChangesAsync();
        });
        var waiting = await Eventually.GetAsync(() => app.QueryAsync(db => db.Outbox.SingleAsync()), found => found.LastError is not null);
        Assert.Contains("No.Such.Event", waiting.LastError, StringComparison.Ordinal);
        Assert.Null(waiting.ParkedAt);
        Assert.Equal(0, waiting.Attempts);
    }

    [Fact]
    public async Task Two_relays_publish_everything_once()
    {
        var (database, broker) = (await TestInfrastructure.CreateDatabaseAsync(), await TestInfrastructure.CreateVirtualHostAsync());
        await using var one = await LedgerApp.StartAsync(database, broker);
        await using var other = await LedgerApp.StartAsync(database, broker);
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => (i % 2 == 0 ? one : other).MoveAsync($"account-{i % 20}", 1)));
        await Eventually.AreEqual(200, () => one.QueryAsync(db => db.Bookings.CountAsync()));
        await Eventually.AreEqual(0, () => one.WaitingAsync());
        Assert.Equal(200, await one.QueryAsync(db => db.Inbox.CountAsync()));
    }

    [Fact]
    public async Task The_trace_goes_on_in_the_consumer()
    {
        await using var app = await StartAsync();
        var consumed = new TaskCompletionSource<Activity>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var cause = new Activity("request").Start();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "MassTransit" or "Avanii.Messaging",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (activity.Kind == ActivityKind.Consumer && activity.TraceId == cause.TraceId)
                {
                    consumed.TrySetResult(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        await app.MoveAsync("a", 1);
        await consumed.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    private static async Task<LedgerApp> StartAsync() =>
        await LedgerApp.StartAsync(await TestInfrastructure.CreateDatabaseAsync(), await TestInfrastructure.CreateVirtualHostAsync());
}
