using System.Text;
using Avanii.ServiceDefaults.Messaging;
using Avanii.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Avanii.ServiceDefaults.Tests.Messaging;

public sealed class RedeliveryTests
{
    private const string FirstDelay = $"{LedgerApp.Queue}_delay_200ms";
    private const string Errors = $"{LedgerApp.Queue}_error";

    [Fact]
    public async Task What_fails_for_a_while_is_worked_off_later_and_once()
    {
        var broker = await TestInfrastructure.CreateVirtualHostAsync();
        await using var app = await LedgerApp.StartAsync(await TestInfrastructure.CreateDatabaseAsync(), broker);
        await using var host = await TestBroker.ConnectAsync(broker);
        var account = NewAccount();
        await app.CloseAsync(account);
        await app.MoveAsync(account, 5);
        await Eventually.IsTrue(async () => await host.DepthAsync(FirstDelay) == 1);
        Assert.Equal(0, await app.BalanceAsync(account));
        await app.CloseAsync(account, closed: false);
        await Eventually.AreEqual(5, () => app.BalanceAsync(account));
        Assert.Equal(1, await app.QueryAsync(db => db.Bookings.CountAsync()));
        Assert.Equal(await app.QueryAsync(db => db.Outbox.Select(m => m.MessageId).ToListAsync()), await app.QueryAsync(db => db.Inbox.Select(m => m.MessageId).ToListAsync()));
        Assert.Equal(0U, await host.DepthAsync(Errors));
    }

    [Fact]
    public async Task What_always_fails_ends_in_the_error_queue_with_its_reason_after_every_delay()
    {
        var broker = await TestInfrastructure.CreateVirtualHostAsync();
        await using var app = await LedgerApp.StartAsync(await TestInfrastructure.CreateDatabaseAsync(), broker);
        await using var host = await TestBroker.ConnectAsync(broker);
        var account = NewAccount();
        await app.CloseAsync(account);
        await app.MoveAsync(account, 5);
        await Eventually.IsTrue(async () => await host.DepthAsync(Errors) == 1);
        Assert.Equal(3 * 3, BookAmountConsumer.Attempts[account]); // at first and after each of two delays; each with two retries
        var headers = (await host.TakeAsync(Errors))!.BasicProperties.Headers!;
        Assert.Equal($"The account {account} is closed.", Encoding.UTF8.GetString((byte[])headers["MT-Fault-Message"]!));
        Assert.Equal(2L, headers[DelayedRedelivery.RedeliveriesHeader]);
        Assert.Equal(0, await app.BalanceAsync(account));
        Assert.Equal(0, await app.QueryAsync(db => db.Inbox.CountAsync()));
    }

    [Theory]
    [InlineData("unreadable answer")]
    [InlineData("impatient")]
    public async Task What_another_service_answers_a_consumer_is_no_fault_of_its_message_and_is_tried_again_later(string failure)
    {
        var broker = await TestInfrastructure.CreateVirtualHostAsync();
        await using var app = await LedgerApp.StartAsync(await TestInfrastructure.CreateDatabaseAsync(), broker);
        await using var host = await TestBroker.ConnectAsync(broker);
        var account = $"{failure} {NewAccount()}";
        await app.MoveAsync(account, 5);
        await Eventually.IsTrue(async () => await host.DepthAsync(Errors) == 1);
        Assert.Equal(3 * 3, BookAmountConsumer.Attempts[account]);
    }

    [Theory]
    [InlineData("RedeliverAfter:0", "-00:00:01")]
    [InlineData("RetryAfter:1", "01:00:00")]
    [InlineData("PatienceWithDatabase", "00:31:00")]
    [InlineData("Keep", "00:00:10")]
    public async Task A_setting_that_makes_no_sense_ends_the_service_at_its_start(string name, string value)
    {
        var wrong = await Assert.ThrowsAsync<OptionsValidationException>(async () => await LedgerApp.StartAsync(
            await TestInfrastructure.CreateDatabaseAsync(), await TestInfrastructure.CreateVirtualHostAsync(), settings: new() { [name] = value }));
        Assert.Contains(name.Split(':')[0], wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_failing_messages_than_are_fetched_at_once_stop_nobody_else()
    {
        var broker = await TestInfrastructure.CreateVirtualHostAsync();
        await using var app = await LedgerApp.StartAsync(await TestInfrastructure.CreateDatabaseAsync(), broker,
            settings: new() { ["RedeliverAfter:0"] = "00:10:00" });
        var account = NewAccount();
        await app.CloseAsync(account);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => app.QueryAsync(db =>
        {
            db.Enqueue($"account:{Guid.NewGuid()}", new MoneyMoved(account, 1));
            return db.SaveChangesAsync();
        })));
        await app.MoveAsync("b", 1);
        await Eventually.AreEqual(1, () => app.BalanceAsync("b"));
        await using var host = await TestBroker.ConnectAsync(broker);
        await Eventually.IsTrue(async () => await host.DepthAsync($"{LedgerApp.Queue}_delay_600s") == 50);
        Assert.Equal(0U, await host.DepthAsync(Errors));
    }

    [Fact]
    public async Task A_message_that_waits_keeps_its_id_its_trace_and_its_body_to_the_byte()
    {
        var broker = await TestInfrastructure.CreateVirtualHostAsync();
        await using var app = await LedgerApp.StartAsync(await TestInfrastructure.CreateDatabaseAsync(), broker,
            settings: new() { ["RedeliverAfter:0"] = "00:10:00" });
        await using var host = await TestBroker.ConnectAsync(broker);
        var (account, id) = (NewAccount(), Guid.CreateVersion7().ToString());
        await app.CloseAsync(account);
        var body = TestBroker.Envelope(id, $$"""{ "account" : "{{account}}",   "amount":3, "added later": "ü" }""");
        const string Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        await Eventually.IsTrue(async () => await host.DepthAsync(LedgerApp.Queue) is not null);
        await host.SendAsync(LedgerApp.Queue, body, id, new Dictionary<string, object?> { ["traceparent"] = Trace });
        var waiting = (await Eventually.GetAsync(() => host.TakeAsync($"{LedgerApp.Queue}_delay_600s"), message => message is not null))!;
        Assert.Equal(body, Encoding.UTF8.GetString(waiting.Body.Span));
        Assert.Equal(id, waiting.BasicProperties.MessageId);
        Assert.True(waiting.BasicProperties.Persistent);
        Assert.Equal(Trace, Encoding.UTF8.GetString((byte[])waiting.BasicProperties.Headers!["traceparent"]!));
    }

    [Fact]
    public async Task A_database_that_is_away_makes_no_message_an_error_however_long_it_takes()
    {
        var (database, broker) = (new NpgsqlConnectionStringBuilder(await TestInfrastructure.CreateDatabaseAsync()), await TestInfrastructure.CreateVirtualHostAsync());
        await using var cable = new Cable(database.Host!, database.Port);
        (database.Host, database.Port) = ("127.0.0.1", cable.Port);
        await using var app = await LedgerApp.StartAsync(database.ConnectionString, broker, settings: new() { ["RedeliverAfter:1"] = "00:00:00.010" });
        await using var host = await TestBroker.ConnectAsync(broker);
        await Eventually.IsTrue(async () => await host.DepthAsync(LedgerApp.Queue) is not null);
        cable.Cut();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i =>
        {
            var id = Guid.CreateVersion7().ToString();
            return host.SendAsync(LedgerApp.Queue, TestBroker.Envelope(id, """{"account":"a","amount":1}"""), id);
        }));
        // More rounds than there are delays: each leads through the shortest.
        for (var round = 0; round < 4; round++)
        {
            await Eventually.IsTrue(async () => await host.DepthAsync($"{LedgerApp.Queue}_delay_10ms") > 0);
            await Eventually.IsTrue(async () => await host.DepthAsync($"{LedgerApp.Queue}_delay_10ms") == 0);
        }
        cable.Mend();
        await Eventually.AreEqual(50, () => app.BalanceAsync("a"));
        Assert.Equal(0U, await host.DepthAsync(Errors));
    }

    [Fact]
    public async Task A_failure_that_only_looks_like_an_absent_database_is_an_error_after_a_limit()
    {
        var (database, broker) = (new NpgsqlConnectionStringBuilder(await TestInfrastructure.CreateDatabaseAsync()), await TestInfrastructure.CreateVirtualHostAsync());
        await using var cable = new Cable(database.Host!, database.Port);
        (database.Host, database.Port) = ("127.0.0.1", cable.Port);
        await using var app = await LedgerApp.StartAsync(database.ConnectionString, broker, settings: new() { ["DatabaseAwayLimit"] = "00:00:01" });
        await using var host = await TestBroker.ConnectAsync(broker);
        await Eventually.IsTrue(async () => await host.DepthAsync(Errors) is not null);
        cable.Cut();
        await host.SendAsync(LedgerApp.Queue, TestBroker.Envelope(Guid.CreateVersion7().ToString(), """{"account":"a","amount":1}"""));
        await Eventually.IsTrue(async () => await host.DepthAsync(Errors) == 1);
    }

    private static string NewAccount() => Guid.NewGuid().ToString("N"); // attempts are counted by account
}
