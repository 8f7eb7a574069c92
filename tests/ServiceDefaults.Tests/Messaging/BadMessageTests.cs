using System.Text;
using Avanii.ServiceDefaults.Messaging;
using Avanii.Testing;

namespace Avanii.ServiceDefaults.Tests.Messaging;

public sealed class BadMessageTests(BadMessageTests.Ledger ledger) : IClassFixture<BadMessageTests.Ledger>
{
    private const string Id = "01900000-0000-7000-8000-000000000001";
    private const string Good = """{"account":"a","amount":1}""";

    public static TheoryData<string, string> BadMessages => new()
    {
        { "", "JSON" },
        { "no JSON at all", "invalid JSON" },
        { "null", "envelope" },
        { "[1, 2]", "could not be converted" },
        { """{"some":"other JSON"}""", "envelope" },
        { TestBroker.Envelope(Id, Good)[..60], "end of string" },
        { TestBroker.Envelope(null, Good), "without an id" },
        { TestBroker.Envelope("not-a-guid", Good), "not a Guid" },
        { TestBroker.Envelope(Id, Good, "Avanii.ServiceDefaults.Tests:MoneyMovedV2"), "MoneyMovedV2" },
        { $$"""{"messageId":"{{Id}}","message":{{Good}}}""", "does not say what type" },
        { TestBroker.Envelope(Id, """{"account":"a"}"""), "amount" },
        { TestBroker.Envelope(Id, """{"account":null,"amount":1}"""), "ccount" },
        { TestBroker.Envelope(Id, """{"account":"a","amount":"many"}"""), "amount" },
        { TestBroker.Envelope(Id, """{"account":"a","amount":1e99}"""), "amount" },
        { TestBroker.Envelope(Id, "null"), "" },
    };

    [Theory, MemberData(nameof(BadMessages))]
    public async Task What_cannot_be_read_is_an_error_at_once_with_its_reason_and_stops_nobody_behind_it(string body, string reason)
    {
        var behind = Guid.CreateVersion7().ToString();
        await ledger.Broker.SendAsync(LedgerApp.Queue, body);
        await ledger.Broker.SendAsync(LedgerApp.Queue, TestBroker.Envelope(behind, $$"""{"account":"{{behind}}","amount":1}"""), behind);
        await Eventually.AreEqual(1, () => ledger.App.BalanceAsync(behind));

        var error = (await Eventually.GetAsync(() => ledger.Broker.TakeAsync($"{LedgerApp.Queue}_error"), message => message is not null))!;
        Assert.Equal(body, Encoding.UTF8.GetString(error.Body.Span));
        Assert.Contains(reason, Encoding.UTF8.GetString((byte[])error.BasicProperties.Headers!["MT-Fault-Message"]!), StringComparison.Ordinal);
        Assert.False(error.BasicProperties.Headers.ContainsKey(DelayedRedelivery.RedeliveriesHeader));
        Assert.Equal(0, await ledger.App.BalanceAsync("a"));
        Assert.Null(await ledger.Broker.DepthAsync($"{LedgerApp.Queue}_skipped"));
        Assert.Equal(0U, await ledger.Broker.DepthAsync(LedgerApp.Queue));
    }

    /// <summary>One service for all of them: each leaves its queues empty.</summary>
    public sealed class Ledger : IAsyncLifetime
    {
        internal LedgerApp App { get; private set; } = null!;
        internal TestBroker Broker { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            var host = await TestInfrastructure.CreateVirtualHostAsync();
            App = await LedgerApp.StartAsync(await TestInfrastructure.CreateDatabaseAsync(), host);
            Broker = await TestBroker.ConnectAsync(host);
            await Eventually.IsTrue(async () => await Broker.DepthAsync(LedgerApp.Queue) is not null);
        }

        public async Task DisposeAsync()
        {
            await Broker.DisposeAsync();
            await App.DisposeAsync();
        }
    }
}
