using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Avanii.ServiceDefaults.Messaging;
using Avanii.Testing;
using Microsoft.EntityFrameworkCore;

namespace Avanii.ServiceDefaults.Tests.Messaging;

/// <summary>A broker that has lost its disk has lost what it had confirmed: it gets it again.</summary>
public sealed class RepublishTests
{
    private const string NeverStarted = "auditor-note-amount";

    [Fact]
    public async Task What_a_broker_lost_with_its_disk_is_published_again_in_order_and_worked_off_once()
    {
        var (database, vhost) = (await TestInfrastructure.CreateDatabaseAsync(), await TestInfrastructure.CreateVirtualHostAsync());
        var name = vhost.AbsolutePath.TrimStart('/');
        var server = await TestInfrastructure.RabbitMqAsync();
        await using var app = await LedgerApp.StartAsync(database, vhost, queues: [LedgerApp.Queue, NeverStarted]);
        using var staff = app.CreateClient(Roles.Staff);
        await app.MoveAsync("before", 1);
        await Eventually.AreEqual(1, () => app.BalanceAsync("before"));
        await Eventually.AreEqual(0, app.WaitingAsync);
        // As of yesterday, with an attempt that failed.
        await app.QueryAsync(db => db.Database.ExecuteSqlAsync($"UPDATE outbox SET sent_at = now() - interval '1 day', attempts = 3"));
        for (var i = 0; i < 40; i++)
        {
            await app.MoveAsync($"{i % 2}", i);
        }
        await Eventually.AreEqual(41, () => app.QueryAsync(db => db.Bookings.CountAsync()));
        await Eventually.AreEqual(0, app.WaitingAsync);

        await server.DeleteVirtualHostAsync(name);
        await server.CreateVirtualHostAsync(name);
        var since = Uri.EscapeDataString(DateTimeOffset.UtcNow.AddHours(-1).ToString("O"));
        using var again = await staff.PostAsync($"/messaging/outbox/republish?since={since}", null);
        Assert.Equal(new Republished(40), await again.Content.ReadFromJsonAsync<Republished>());
        await Eventually.AreEqual(0, app.WaitingAsync, TimeSpan.FromSeconds(30));

        await using var broker = await TestBroker.ConnectAsync(vhost);
        var amounts = new List<int>();
        while (await broker.TakeAsync(NeverStarted) is { } message)
        {
            amounts.Add(JsonDocument.Parse(message.Body).RootElement.GetProperty("message").GetProperty("amount").GetInt32());
        }
        Assert.Equal(Enumerable.Range(0, 40), amounts.Order()); // all of them, and not that of yesterday
        Assert.All(amounts.GroupBy(amount => amount % 2), account => Assert.Equal(account.Order(), account));
        await Eventually.IsTrue(async () => await broker.DepthAsync(LedgerApp.Queue) == 0);
        Assert.Equal(41, await app.QueryAsync(db => db.Bookings.CountAsync()));
        Assert.Equal(3, await app.QueryAsync(db => db.Outbox.Where(m => m.Aggregate == "account:before").Select(m => m.Attempts).SingleAsync()));
    }

    [Fact]
    public async Task What_is_published_again_is_remembered_for_as_long_as_its_row_can_be_published_once_more()
    {
        await using var app = await LedgerApp.StartAsync(await TestInfrastructure.CreateDatabaseAsync(), await TestInfrastructure.CreateVirtualHostAsync());
        using var staff = app.CreateClient(Roles.Staff);
        await app.MoveAsync("a", 1);
        await Eventually.AreEqual(1, () => app.BalanceAsync("a"));
        await Eventually.AreEqual(0, app.WaitingAsync);
        await app.QueryAsync(db => db.Database.ExecuteSqlAsync($"UPDATE inbox SET accepted_at = now() - interval '6 days'"));
        using var again = await staff.PostAsync($"/messaging/outbox/republish?since={DateTimeOffset.UtcNow.AddHours(-1):yyyy-MM-ddTHH:mm:ssZ}", null);
        Assert.Equal(new Republished(1), await again.Content.ReadFromJsonAsync<Republished>());
        await Eventually.IsTrue(() => app.QueryAsync(db => db.Inbox.AnyAsync(m => m.AcceptedAt > DateTimeOffset.UtcNow.AddHours(-1))));
        Assert.Equal(1, await app.BalanceAsync("a"));
    }

    [Theory]
    [InlineData("", "unreadable-request")]
    [InlineData("?since=", "unreadable-request")]
    [InlineData("?since=yesterday", "unreadable-request")]
    [InlineData("?since=2020-01-01T00:00:00Z", "since")] // the inbox may have forgotten these
    [InlineData("?since=2999-01-01T00:00:00Z", "since")]
    public async Task It_must_be_said_since_when(string query, string problem)
    {
        await using var app = await LedgerApp.StartAsync(await TestInfrastructure.CreateDatabaseAsync(), await TestInfrastructure.CreateVirtualHostAsync());
        using var staff = app.CreateClient(Roles.Staff);
        using var answer = await staff.PostAsync($"/messaging/outbox/republish{query}", null);
        await answer.AssertProblemAsync(HttpStatusCode.BadRequest, problem);
    }
}
