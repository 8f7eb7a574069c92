using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Avanii.ServiceDefaults.Messaging;
using Avanii.Testing;
using Microsoft.EntityFrameworkCore;

namespace Avanii.ServiceDefaults.Tests.Messaging;

/// <summary>A stuck message shows in health and metrics, and staff can look at it, replay it or throw it away.</summary>
public sealed class StuckMessagesTests
{
    [Fact]
    public async Task Staff_see_what_failed_and_why_and_looking_changes_nothing()
    {
        await using var app = await StartAsync();
        using var staff = app.CreateClient(Roles.Staff);
        await FailAsync(app, "a", "b", "c");
        for (var look = 0; look < 2; look++)
        {
            var messages = (await staff.GetFromJsonAsync<StuckMessages>($"/messaging/errors/{LedgerApp.Queue}"))!.Messages;
            Assert.Equal(["a", "b", "c"], messages.Select(m => m.Body.GetProperty("account").GetString()));
            Assert.All(messages, message =>
            {
                Assert.Equal("Avanii.ServiceDefaults.Tests.MoneyMoved", message.Type);
                Assert.Equal("System.InvalidOperationException", message.ExceptionType);
                Assert.Equal($"The account {message.Body.GetProperty("account").GetString()} is closed.", message.Reason);
                Assert.Equal(1, message.Redeliveries);
                Assert.InRange(message.FailedAt!.Value, DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddMinutes(1));
            });
        }
        var sent = await app.QueryAsync(db => db.Outbox.OrderBy(m => m.Sequence).Select(m => m.MessageId.ToString()).ToListAsync());
        Assert.Equal(sent, (await staff.GetFromJsonAsync<StuckMessages>($"/messaging/errors/{LedgerApp.Queue}"))!.Messages.Select(m => m.MessageId));
        var overview = (await staff.GetFromJsonAsync<MessagingOverview>("/messaging"))!;
        Assert.Equal([new QueueOverview(LedgerApp.Queue, 0, 3)], overview.Queues);
        Assert.Equal(0, overview.Outbox.Waiting);
    }

    [Fact]
    public async Task What_is_replayed_is_worked_off_once_its_cause_is_gone_and_the_others_stay()
    {
        await using var app = await StartAsync();
        using var staff = app.CreateClient(Roles.Staff);
        await FailAsync(app, "a", "b", "c");
        var ofB = (await staff.GetFromJsonAsync<StuckMessages>($"/messaging/errors/{LedgerApp.Queue}"))!.Messages[1].MessageId;

        await app.CloseAsync("b", closed: false);
        using var one = await staff.PostAsync($"/messaging/errors/{LedgerApp.Queue}/replay?messageId={ofB}", null);
        Assert.Equal(new Replayed(1), await one.Content.ReadFromJsonAsync<Replayed>());
        await Eventually.AreEqual(1, () => app.BalanceAsync("b"));
        Assert.Equal(["a", "c"], await StuckAccountsAsync(staff));
        using var again = await staff.PostAsync($"/messaging/errors/{LedgerApp.Queue}/replay?messageId={ofB}", null);
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);

        await app.CloseAsync("a", closed: false); // c is still closed: it fails anew, with all its attempts, and comes back
        var attempts = BookAmountConsumer.Attempts["c"];
        using var all = await staff.PostAsync($"/messaging/errors/{LedgerApp.Queue}/replay", null);
        Assert.Equal(new Replayed(2), await all.Content.ReadFromJsonAsync<Replayed>());
        await Eventually.AreEqual(1, () => app.BalanceAsync("a"));
        await Eventually.GetAsync(() => StuckAccountsAsync(staff), accounts => accounts.SequenceEqual(["c"]));
        Assert.Equal(attempts + 6, BookAmountConsumer.Attempts["c"]); // at first and after the one delay, each with two retries
    }

    [Fact]
    public async Task What_was_worked_off_before_is_replayed_without_effect()
    {
        var vhost = await TestInfrastructure.CreateVirtualHostAsync();
        await using var app = await StartAsync(vhost);
        await app.MoveAsync("a", 5);
        await Eventually.AreEqual(5, () => app.BalanceAsync("a"));
        // As after a crash between the two steps of a replay: the message is in both queues.
        var id = await app.QueryAsync(db => db.Outbox.Select(m => m.MessageId).SingleAsync());
        await using var broker = await TestBroker.ConnectAsync(vhost);
        await broker.SendAsync($"{LedgerApp.Queue}_error", TestBroker.Envelope(id.ToString(), """{"account":"a","amount":5}"""), id.ToString());
        using var staff = app.CreateClient(Roles.Staff);
        using var replayed = await staff.PostAsync($"/messaging/errors/{LedgerApp.Queue}/replay", null);
        Assert.Equal(new Replayed(1), await replayed.Content.ReadFromJsonAsync<Replayed>());
        await app.MoveAsync("b", 1);
        await Eventually.AreEqual(1, () => app.BalanceAsync("b"));
        Assert.Equal(5, await app.BalanceAsync("a"));
    }

    [Fact]
    public async Task A_person_may_throw_a_message_away_also_one_without_an_id()
    {
        var vhost = await TestInfrastructure.CreateVirtualHostAsync();
        await using var app = await StartAsync(vhost);
        using var staff = app.CreateClient(Roles.Owner);
        await FailAsync(app, "a");
        await using var broker = await TestBroker.ConnectAsync(vhost);
        await broker.SendAsync(LedgerApp.Queue, "no JSON");
        var messages = (await Eventually.GetAsync(
            () => staff.GetFromJsonAsync<StuckMessages>($"/messaging/errors/{LedgerApp.Queue}"), stuck => stuck!.Messages.Count == 2))!.Messages;
        Assert.Equal("no JSON", messages[1].Body.GetString());
        using var removed = await staff.DeleteAsync($"/messaging/errors/{LedgerApp.Queue}?messageId={messages[1].MessageId}");
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        Assert.Equal(["a"], await StuckAccountsAsync(staff));
        using var again = await staff.DeleteAsync($"/messaging/errors/{LedgerApp.Queue}?messageId={messages[1].MessageId}");
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
        using var all = await staff.DeleteAsync($"/messaging/errors/{LedgerApp.Queue}"); // all at once is nobody's wish
        await all.AssertProblemAsync(HttpStatusCode.BadRequest, "unreadable-request");
    }

    [Fact]
    public async Task Messages_behind_the_first_hundred_are_seen_replayed_and_removed()
    {
        var vhost = await TestInfrastructure.CreateVirtualHostAsync();
        await using var app = await StartAsync(vhost);
        await using var broker = await TestBroker.ConnectAsync(vhost);
        var ids = await FillErrorQueueAsync(broker, 205);
        using var staff = app.CreateClient(Roles.Staff);
        var seen = new List<string>();
        foreach (var skip in (int[])[0, 100, 200, 300])
        {
            var page = (await staff.GetFromJsonAsync<StuckMessages>($"/messaging/errors/{LedgerApp.Queue}?skip={skip}"))!;
            Assert.Equal(205, page.Total);
            seen.AddRange(page.Messages.Select(m => m.MessageId));
        }
        Assert.Equal(ids, seen);
        using var replayed = await staff.PostAsync($"/messaging/errors/{LedgerApp.Queue}/replay?messageId={ids[204]}", null);
        Assert.Equal(HttpStatusCode.OK, replayed.StatusCode);
        using var removed = await staff.DeleteAsync($"/messaging/errors/{LedgerApp.Queue}?messageId={ids[203]}");
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        Assert.Equal(203U, await broker.DepthAsync($"{LedgerApp.Queue}_error"));
        using var wrong = await staff.GetAsync($"/messaging/errors/{LedgerApp.Queue}?skip=-1");
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    [Fact]
    public async Task While_one_instance_looks_another_finds_what_it_is_asked_for()
    {
        var (database, vhost) = (await TestInfrastructure.CreateDatabaseAsync(), await TestInfrastructure.CreateVirtualHostAsync());
        await using var one = await LedgerApp.StartAsync(database, vhost);
        await using var other = await LedgerApp.StartAsync(database, vhost);
        await using var broker = await TestBroker.ConnectAsync(vhost);
        var ids = await FillErrorQueueAsync(broker, 100);
        using var looking = one.CreateClient(Roles.Staff);
        using var removing = other.CreateClient(Roles.Staff);
        using var enough = new CancellationTokenSource();
        var looks = Enumerable.Range(0, 3).Select(async _ =>
        {
            while (!enough.IsCancellationRequested)
            {
                using var look = await looking.GetAsync($"/messaging/errors/{LedgerApp.Queue}");
                Assert.Equal(HttpStatusCode.OK, look.StatusCode);
            }
        }).ToList();
        // The first ones are those that a look takes into its hands.
        var statuses = new List<HttpStatusCode>();
        foreach (var id in ids.Take(20))
        {
            using var removed = await removing.DeleteAsync($"/messaging/errors/{LedgerApp.Queue}?messageId={id}");
            statuses.Add(removed.StatusCode);
        }
        await enough.CancelAsync();
        await Task.WhenAll(looks);
        Assert.All(statuses, status => Assert.Equal(HttpStatusCode.NoContent, status));
    }

    [Theory]
    [InlineData("GET", "/messaging")]
    [InlineData("POST", "/messaging/outbox/republish?since=2026-01-01T00:00:00Z")]
    [InlineData("GET", $"/messaging/errors/{LedgerApp.Queue}")]
    [InlineData("POST", $"/messaging/errors/{LedgerApp.Queue}/replay")]
    [InlineData("DELETE", $"/messaging/errors/{LedgerApp.Queue}?messageId=1")]
    [InlineData("POST", "/messaging/outbox/01900000-0000-7000-8000-000000000001/retry")]
    public async Task Messages_are_for_the_back_office_only(string method, string path)
    {
        await using var app = await StartAsync();
        using var stranger = app.CreateClient();
        using var guest = app.CreateClient(Roles.Guest);
        using var shopper = app.CreateClient(Roles.Shopper);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(stranger));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(guest));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(shopper));

        async Task<HttpStatusCode> StatusAsync(HttpClient client)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            using var response = await client.SendAsync(request);
            return response.StatusCode;
        }
    }

    [Theory]
    [InlineData("auditor-note-amount")]
    [InlineData("ledger-book-amount_error")]
    [InlineData("amq.rabbitmq.trace")]
    public async Task A_queue_of_somebody_else_is_not_found(string queue)
    {
        await using var app = await StartAsync();
        using var staff = app.CreateClient(Roles.Staff);
        using var look = await staff.GetAsync($"/messaging/errors/{queue}");
        using var replay = await staff.PostAsync($"/messaging/errors/{queue}/replay", null);
        using var remove = await staff.DeleteAsync($"/messaging/errors/{queue}?messageId=1");
        Assert.All([look, replay, remove], response => Assert.Equal(HttpStatusCode.NotFound, response.StatusCode));
    }

    [Fact]
    public async Task While_the_broker_is_away_staff_are_told_so_and_see_the_outbox()
    {
        await using var app = await StartAsync(new Uri("amqp://a:b@127.0.0.1:1/"));
        using var staff = app.CreateClient(Roles.Staff);
        await app.MoveAsync("a", 1);
        var overview = (await staff.GetFromJsonAsync<MessagingOverview>("/messaging"))!;
        Assert.Null(overview.Queues);
        Assert.Equal(1, overview.Outbox.Waiting);
        using var look = await staff.GetAsync($"/messaging/errors/{LedgerApp.Queue}");
        await look.AssertProblemAsync(HttpStatusCode.ServiceUnavailable, "broker-away");
    }

    [Fact]
    public async Task A_parked_event_is_named_and_published_after_its_cause_was_mended()
    {
        await using var app = await StartAsync();
        using var staff = app.CreateClient(Roles.Staff);
        var id = await ParkAsync(app);
        await app.MoveAsync("poisoned", 1);
        var parked = await Eventually.GetAsync(
            async () => (await staff.GetFromJsonAsync<MessagingOverview>("/messaging"))!.Outbox.ParkedEvents, events => events.Count == 1);
        Assert.Equal((id, "account:poisoned"), (parked[0].MessageId, parked[0].Aggregate));
        Assert.Contains("amount", parked[0].Reason, StringComparison.Ordinal);
        Assert.Equal(0, await app.BalanceAsync("poisoned"));

        await app.QueryAsync(db => db.Database.ExecuteSqlRawAsync("""UPDATE outbox SET body = '{{"account":"poisoned","amount":4}}' WHERE parked_at IS NOT NULL"""));
        using var retried = await staff.PostAsync($"/messaging/outbox/{id}/retry", null);
        Assert.Equal(HttpStatusCode.NoContent, retried.StatusCode);
        await Eventually.AreEqual(5, () => app.BalanceAsync("poisoned"));
        using var again = await staff.PostAsync($"/messaging/outbox/{id}/retry", null);
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
    }

    [Fact]
    public async Task Health_is_degraded_and_still_200_while_something_is_stuck()
    {
        await using var app = await StartAsync();
        using var client = app.CreateClient();
        await FailAsync(app, "a");
        await ParkAsync(app);
        var health = await HealthAsync("Degraded", "Degraded");
        Assert.Equal(1, health.GetProperty("outbox").GetProperty("data").GetProperty("parked").GetInt32());
        Assert.Equal(1, health.GetProperty("errors").GetProperty("data").GetProperty(LedgerApp.Queue).GetInt32());

        using var staff = app.CreateClient(Roles.Staff);
        await app.CloseAsync("a", closed: false);
        using var replayed = await staff.PostAsync($"/messaging/errors/{LedgerApp.Queue}/replay", null);
        await app.QueryAsync(db => db.Outbox.Where(m => m.ParkedAt != null).ExecuteDeleteAsync());
        await HealthAsync("Healthy", "Healthy");

        async Task<JsonElement> HealthAsync(string outbox, string errors) => await Eventually.GetAsync(async () =>
        {
            using var response = await client.GetAsync("/health");
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("checks");
        }, checks => checks.GetProperty("outbox").GetProperty("status").GetString() == outbox && checks.GetProperty("errors").GetProperty("status").GetString() == errors);
    }

    [Fact]
    public async Task Health_is_degraded_while_an_event_waits_for_too_long()
    {
        await using var app = await StartAsync(new Uri("amqp://a:b@127.0.0.1:1/"), new() { ["OldestMayWait"] = "00:00:01" });
        using var client = app.CreateClient();
        await app.MoveAsync("a", 1);
        var outbox = await Eventually.GetAsync(
            async () => (await client.GetFromJsonAsync<JsonElement>("/health")).GetProperty("checks").GetProperty("outbox"),
            check => check.GetProperty("status").GetString() == "Degraded");
        Assert.Equal(1, outbox.GetProperty("data").GetProperty("waiting").GetInt32());
        Assert.True(outbox.GetProperty("data").GetProperty("oldestAgeSeconds").GetDouble() >= 1);
    }

    [Fact]
    public async Task Metrics_tell_what_waits_what_is_parked_and_what_lies_in_error_queues()
    {
        var seen = new ConcurrentDictionary<(string Name, string? Queue, double Value), bool>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "Avanii.Messaging")
                {
                    Assert.StartsWith("avanii.", instrument.Name, StringComparison.Ordinal);
                    Assert.False(string.IsNullOrEmpty(instrument.Unit));
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.Start();

        // Numbers that no other test of this process comes to.
        await using var app = await StartAsync(settings: new() { ["RedeliverAfter:0"] = "00:00:00.010" });
        await FailAsync(app, [.. Enumerable.Range(0, 11).Select(i => $"metrics-{i}")]);
        for (var i = 0; i < 13; i++)
        {
            await ParkAsync(app, $"account:poisoned-{i}");
        }
        await app.QueryAsync(db => db.Database.ExecuteSqlRawAsync("""
            INSERT INTO outbox (message_id, aggregate, type, body, created_at, attempts, due_at)
            SELECT gen_random_uuid(), 'account:late', 'x', '{{}}', now() - interval '1000 hours', 0, now() + interval '1 hour' FROM generate_series(1, 17)
            """));
        await Eventually.IsTrue(() => seen.ContainsKey(("avanii.errors.depth", LedgerApp.Queue, 11)));
        await Eventually.IsTrue(() => seen.ContainsKey(("avanii.outbox.parked", null, 13)));
        await Eventually.IsTrue(() => seen.ContainsKey(("avanii.outbox.waiting", null, 17)));
        await Eventually.IsTrue(() => seen.Keys.Any(m => m.Name == "avanii.outbox.oldest.age" && m.Value is > 3_600_000 and < 3_601_000));
        Assert.True(seen.ContainsKey(("avanii.messages.redelivered", LedgerApp.Queue, 1)));
        Assert.Contains(seen.Keys, m => m.Name == "avanii.outbox.published");

        void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            string? queue = null;
            foreach (var tag in tags)
            {
                queue = tag.Key == "queue" ? (string?)tag.Value : queue;
            }
            seen[(instrument.Name, queue, value)] = true;
        }
    }

    private static async Task<LedgerApp> StartAsync(Uri? broker = null, Dictionary<string, string?>? settings = null)
    {
        settings ??= [];
        settings["RedeliverAfter:1"] = null; // one delay is enough here
        return await LedgerApp.StartAsync(await TestInfrastructure.CreateDatabaseAsync(), broker ?? await TestInfrastructure.CreateVirtualHostAsync(), settings: settings);
    }

    /// <summary>An amount of 1 for each of these accounts ends in the error queue, in this order.</summary>
    private static async Task FailAsync(LedgerApp app, params string[] accounts)
    {
        using var staff = app.CreateClient(Roles.Staff);
        for (var i = 0; i < accounts.Length; i++)
        {
            await app.CloseAsync(accounts[i]);
            await app.MoveAsync(accounts[i], 1);
            await Eventually.IsTrue(async () => (await StuckAccountsAsync(staff)).Count == i + 1);
        }
    }

    private static async Task<List<string?>> StuckAccountsAsync(HttpClient staff) =>
        [.. (await staff.GetFromJsonAsync<StuckMessages>($"/messaging/errors/{LedgerApp.Queue}"))!.Messages.Select(m => m.Body.GetProperty("account").GetString())];

    private static async Task<List<string>> FillErrorQueueAsync(TestBroker broker, int count)
    {
        await Eventually.IsTrue(async () => await broker.DepthAsync($"{LedgerApp.Queue}_error") is not null);
        var ids = Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7().ToString()).ToList();
        foreach (var id in ids)
        {
            await broker.SendAsync($"{LedgerApp.Queue}_error", TestBroker.Envelope(id, """{"account":"stuck","amount":1}"""), id);
        }
        return ids;
    }

    private static async Task<Guid> ParkAsync(LedgerApp app, string aggregate = "account:poisoned")
    {
        var id = Guid.CreateVersion7();
        await app.QueryAsync(db =>
        {
            db.Outbox.Add(new OutboxMessage { MessageId = id, Aggregate = aggregate, Type = typeof(MoneyMoved).FullName!, Body = "{\"amount\": \"many\"}" });
            return db.SaveChangesAsync();
        });
        return id;
    }
}
