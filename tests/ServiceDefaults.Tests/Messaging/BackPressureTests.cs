using Avanii.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Avanii.ServiceDefaults.Tests.Messaging;

public sealed class BackPressureTests
{
    [Fact]
    public async Task A_backlog_leaves_half_of_the_connections_to_requests()
    {
        var (database, vhost) = (await TestInfrastructure.CreateDatabaseAsync(), await TestInfrastructure.CreateVirtualHostAsync());
        await using var app = await LedgerApp.StartAsync(database, vhost);
        await using var broker = await TestBroker.ConnectAsync(vhost);
        await Eventually.IsTrue(async () => await broker.DepthAsync(LedgerApp.Queue) is not null);
        await using (var bystander = new NpgsqlConnection(database))
        {
            await bystander.OpenAsync();
            await using var transaction = await bystander.BeginTransactionAsync();
            await ExecuteAsync("LOCK TABLE ledger.bookings"); // every consumer stands still with its connection
            for (var i = 0; i < 60; i++)
            {
                var id = Guid.CreateVersion7().ToString();
                await broker.SendAsync(LedgerApp.Queue, TestBroker.Envelope(id, """{"account":"a","amount":1}"""), id);
            }
            await Eventually.AreEqual(10L, async () =>
                (long)(await ExecuteAsync("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"))!);
            var requests = Enumerable.Range(0, 8).Select(_ => app.QueryAsync(db => db.Database.ExecuteSqlAsync($"SELECT pg_sleep(0.1)")));
            await Task.WhenAll(requests).WaitAsync(TimeSpan.FromSeconds(5));
            Assert.Equal(10L, await ExecuteAsync("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"));

            async Task<object?> ExecuteAsync(string sql)
            {
#pragma warning disable CA2100 // this test's own sentences
                await using var command = new NpgsqlCommand(sql, bystander, transaction);
#pragma warning restore CA2100
                return await command.ExecuteScalarAsync();
            }
        }
        await Eventually.AreEqual(60, () => app.BalanceAsync("a"));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("20")]
    public async Task A_limit_that_stops_consumers_or_requests_ends_the_service_at_its_start(string limit)
    {
        var wrong = await Assert.ThrowsAsync<OptionsValidationException>(async () => await LedgerApp.StartAsync(
            await TestInfrastructure.CreateDatabaseAsync(), await TestInfrastructure.CreateVirtualHostAsync(), settings: new() { ["ConsumersAtOnce"] = limit }));
        Assert.Contains("ConsumersAtOnce", wrong.Message, StringComparison.Ordinal);
    }
}
