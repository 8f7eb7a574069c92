using System.Diagnostics;
using Avanii.AppHost.Standalone;
using Avanii.Testing;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Avanii.ServiceDefaults.Tests.Messaging;

/// <summary>The outbox while something breaks at the worst moment.</summary>
public sealed class OutageTests
{
    [Fact]
    public async Task What_commits_while_the_connection_to_the_broker_is_lost_is_published_once_when_it_is_back()
    {
        var vhost = await TestInfrastructure.CreateVirtualHostAsync();
        await using var cable = Cable.To(vhost);
        await using var app = await LedgerApp.StartAsync(await TestInfrastructure.CreateDatabaseAsync(), cable.Through(vhost));
        await app.MoveAsync("a", 1);
        await Eventually.AreEqual(1, () => app.BalanceAsync("a"));

        cable.Cut();
        for (var i = 0; i < 20; i++)
        {
            await app.MoveAsync($"account-{i}", 1); // nobody who asks for it notices
        }
        Assert.Equal(20, await app.WaitingAsync());
        cable.Mend();
        await Eventually.AreEqual(21, () => app.QueryAsync(db => db.Bookings.CountAsync()), TimeSpan.FromSeconds(30));
        await Eventually.AreEqual(0, app.WaitingAsync);
        Assert.False(await app.QueryAsync(db => db.Outbox.AnyAsync(m => m.ParkedAt != null)));
        Assert.Equal(21, await app.QueryAsync(db => db.Inbox.CountAsync()));
    }

    [Fact]
    public async Task However_long_the_broker_was_away_events_go_on_within_seconds_of_its_return()
    {
        var vhost = await TestInfrastructure.CreateVirtualHostAsync();
        await using var cable = Cable.To(vhost);
        // The observer, which tries on a connection of its own, shall not be counted.
        await using var app = await LedgerApp.StartAsync(
            await TestInfrastructure.CreateDatabaseAsync(), cable.Through(vhost), settings: new() { ["LookEvery"] = "00:10:00" });
        await app.MoveAsync("a", 1);
        await Eventually.AreEqual(1, () => app.BalanceAsync("a"));

        cable.Cut();
        await app.MoveAsync("a", 1);
        // It does not wait longer and longer: MassTransit's own pauses grow to 30 s, and the sixth attempt comes after a minute.
        await Eventually.IsTrue(() => cable.Refused >= 6, TimeSpan.FromSeconds(30));
        cable.Mend();
        await Eventually.AreEqual(2, () => app.BalanceAsync("a"), TimeSpan.FromSeconds(8));
    }

    [Fact]
    public async Task A_crash_between_publishing_and_marking_publishes_again_and_is_applied_once()
    {
        await using var app = await LedgerApp.StartAsync(await TestInfrastructure.CreateDatabaseAsync(), await TestInfrastructure.CreateVirtualHostAsync());
        // The first time that a row is marked sent the relay's session dies; a sequence remembers that across the rollback.
        await app.QueryAsync(db => db.Database.ExecuteSqlRawAsync("""
            CREATE SEQUENCE marks;
            CREATE FUNCTION die_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
              IF nextval('marks') = 1 THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF;
              RETURN new;
            END $$;
            CREATE TRIGGER die_once BEFORE UPDATE ON outbox FOR EACH ROW WHEN (new.sent_at IS NOT NULL) EXECUTE FUNCTION die_once();
            """));
        await app.MoveAsync("a", 5);
        await Eventually.AreEqual(0, app.WaitingAsync);
        Assert.Equal(2, await app.QueryAsync(db => db.Database.SqlQuery<long>($"""SELECT last_value AS "Value" FROM marks""").SingleAsync()));
        await app.MoveAsync("a", 1); // behind the second publication of the first
        await Eventually.AreEqual(6, () => app.BalanceAsync("a"));
        Assert.Equal(2, await app.QueryAsync(db => db.Bookings.CountAsync()));
    }

    [Fact]
    public async Task A_broker_that_hangs_locks_no_rows_for_longer_than_the_timeout_and_loses_nothing()
    {
        var vhost = await TestInfrastructure.CreateVirtualHostAsync();
        await using var cable = Cable.To(vhost);
        await using var app = await LedgerApp.StartAsync(
            await TestInfrastructure.CreateDatabaseAsync(), cable.Through(vhost), settings: new() { ["PublishTimeout"] = "00:00:00.300" });
        await app.MoveAsync("a", 1);
        await Eventually.AreEqual(1, () => app.BalanceAsync("a"));

        cable.Freeze();
        await app.MoveAsync("a", 2);
        // Attempt after attempt is given up, and in between somebody else, such as another relay, gets the row.
        var due = DateTimeOffset.MinValue;
        for (var attempt = 1; attempt <= 4; attempt++)
        {
            var clock = Stopwatch.StartNew();
            var free = await Eventually.GetAsync(
                () => app.QueryAsync(db => db.Outbox
                    .FromSql($"SELECT * FROM outbox WHERE sent_at IS NULL AND last_error IS NOT NULL FOR UPDATE SKIP LOCKED").FirstOrDefaultAsync()),
                row => row?.DueAt > due,
                what: $"attempt {attempt} to be given up");
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"The row was locked for {clock.Elapsed} in attempt {attempt}.");
            due = free!.DueAt;
        }
        cable.Thaw();
        await Eventually.AreEqual(3, () => app.BalanceAsync("a"), TimeSpan.FromSeconds(30));
        await Eventually.AreEqual(0, app.WaitingAsync);
        Assert.Equal(2, await app.QueryAsync(db => db.Bookings.CountAsync()));
    }

    [Fact]
    public async Task A_restart_of_the_database_in_the_middle_loses_and_doubles_nothing()
    {
        using var folder = DisposableFolder.Create();
        await using var postgres = await PostgresInstance.StartAsync(folder.Sub("postgres"), disposable: true);
        var database = await postgres.Server.CreateDatabaseAsync();
        var vhost = await TestInfrastructure.CreateVirtualHostAsync();
        await using var app = await LedgerApp.StartAsync(database, vhost);
        var accepted = 0;
        using var stop = new CancellationTokenSource();
        var moving = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                try
                {
                    await app.MoveAsync($"account-{accepted % 5}", 1);
                    accepted++;
                }
                catch (Exception e) when (e is NpgsqlException or DbUpdateException or InvalidOperationException)
                {
                    // not accepted, and told so
                }
            }
        });
        await Eventually.IsTrue(() => accepted > 50);
        await postgres.KillAsync();
        await postgres.StartAsync();
        var before = accepted;
        await Eventually.IsTrue(() => accepted > before + 50);
        await stop.CancelAsync();
        await moving;
        // A commit whose answer was lost may have been one: hence what was written counts, not what was answered.
        var written = await app.QueryAsync(db => db.Outbox.CountAsync());
        Assert.InRange(written, accepted, accepted + 1);
        await Eventually.AreEqual(written, () => app.QueryAsync(db => db.Bookings.SumAsync(b => b.Amount)), TimeSpan.FromSeconds(30));
        await Eventually.AreEqual(0, app.WaitingAsync);
        await using var broker = await TestBroker.ConnectAsync(vhost);
        Assert.Equal(0U, await broker.DepthAsync($"{LedgerApp.Queue}_error"));
    }

    [Fact]
    public async Task A_large_backlog_is_worked_off_in_order_after_a_long_outage()
    {
        var vhost = await TestInfrastructure.CreateVirtualHostAsync();
        await using var cable = Cable.To(vhost);
        cable.Cut();
        await using var app = await LedgerApp.StartAsync(await TestInfrastructure.CreateDatabaseAsync(), cable.Through(vhost));
        var type = typeof(MoneyMoved).FullName!;
        await app.QueryAsync(db => db.Database.ExecuteSqlAsync($$"""
            INSERT INTO outbox (message_id, aggregate, type, body, created_at, attempts)
            SELECT gen_random_uuid(), 'account:' || i % 100, {{type}}, '{"account":"a","amount":1}', now() - interval '1 hour', 0
            FROM generate_series(1, 1500) AS i
            """));
        cable.Mend();
        await Eventually.AreEqual(0, app.WaitingAsync, TimeSpan.FromSeconds(60));
        await Eventually.AreEqual(1500, () => app.BalanceAsync("a"), TimeSpan.FromSeconds(30));
        Assert.Equal(1500, await app.QueryAsync(db => db.Bookings.CountAsync()));
        var sent = await app.QueryAsync(db => db.Outbox.OrderBy(m => m.Sequence).Select(m => new { m.Aggregate, m.SentAt }).ToListAsync());
        Assert.All(sent.GroupBy(m => m.Aggregate), events => Assert.Equal(events.Select(m => m.SentAt).Order(), events.Select(m => m.SentAt)));
    }

    [Fact]
    public async Task Old_rows_are_deleted_until_none_is_left_and_young_ones_stay()
    {
        await using var app = await LedgerApp.StartAsync(await TestInfrastructure.CreateDatabaseAsync(), await TestInfrastructure.CreateVirtualHostAsync(),
            settings: new() { ["CleanUpEvery"] = "00:00:03" });
        await app.MoveAsync("a", 1);
        await Eventually.AreEqual(1, () => app.BalanceAsync("a"));
        var type = typeof(MoneyMoved).FullName!;
        await app.QueryAsync(db => db.Database.ExecuteSqlAsync($$"""
            INSERT INTO outbox (message_id, aggregate, type, body, created_at, sent_at, attempts)
            SELECT gen_random_uuid(), 'account:old', {{type}}, '{}', now() - interval '8 days', now() - interval '8 days', 1 FROM generate_series(1, 2500);
            INSERT INTO inbox (consumer, message_id, accepted_at)
            SELECT 'ledger-book-amount', gen_random_uuid(), now() - interval '8 days' FROM generate_series(1, 2500);
            """));
        // All at one time: a batch each time would take six of them.
        await Eventually.AreEqual(1, () => app.QueryAsync(db => db.Outbox.CountAsync()));
        await Eventually.AreEqual(1, () => app.QueryAsync(db => db.Inbox.CountAsync()), TimeSpan.FromSeconds(2));
    }
}
