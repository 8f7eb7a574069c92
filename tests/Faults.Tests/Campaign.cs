using System.Diagnostics;
using Npgsql;

namespace Avanii.Faults;

/// <summary>One run: the whole shop under load, killed and disturbed for a while, left to settle, and looked at.</summary>
internal static class Campaign
{
    private const int ScarceSkus = 6, PlentyUnits = 100_000;

    /// <summary>Nothing is killed before the shop is at work.</summary>
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_decideWithin = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_sweepInterval = TimeSpan.FromSeconds(1);

    public static async Task<Report> RunAsync(CampaignOptions options, CancellationToken ct)
    {
        using var effects = new EffectLog();
        var clock = Stopwatch.StartNew();
        options.Say("the stack starts");
        await using var stack = await FaultStack.StartAsync(Variables(options, effects), ct);
        var goods = await StockUpAsync(stack, options.ScarceUnits, ct);
        if (options.Without is { } without)
        {
            await without.WeakenAsync(stack.Database, ct);
        }
        await stack.StaffTokenAsync(ct);
        var broker = new BrokerView(stack.Host.RabbitMq);
        await using var post = await Post.StartAsync(stack, ct);
        await using var crowd = new Crowd(stack.Host);
        var staff = new Staff(stack, crowd.Ledger, goods, options.Seed);
        var killer = new Killer(stack.Host, crowd.Traffic, broker, Say);
        var disturbances = new Disturbances(stack, post, Say);

        crowd.Open(options.Shoppers, options.ShoppersOnPages, options.Rate, goods, options.Seed);
        crowd.Employ(staff.WorkAsync);
        Say("shoppers come in");
        await Task.Delay(s_warmUp, ct);
        using (var stop = CancellationTokenSource.CreateLinkedTokenSource(ct))
        {
            await Task.WhenAll(
                EndAsync(stop),
                killer.RunAsync(options.KillEvery, options.Without?.Victims, new Random(options.Seed), stop.Token),
                disturbances.DisturbNetworkAsync(options.Without?.OnlyTo, new Random(options.Seed + 1), stop.Token),
                disturbances.DisturbPostAsync(new Random(options.Seed + 2), stop.Token));
        }
        ct.ThrowIfCancellationRequested();

        Say("all of it runs again, and settles");
        var settling = Stopwatch.StartNew();
        await crowd.CloseAsync(options.SettleWithin);
        var checks = new DatabaseChecks(stack.Database, s_decideWithin, s_sweepInterval);
        stack.Database.Clear();
        await SettleAsync(checks, options.SettleWithin - settling.Elapsed, ct);
        var settled = settling.Elapsed;
        return new Report
        {
            Options = options,
            Took = clock.Elapsed,
            Settled = settled,
            Kills = killer.Kills,
            Disturbances = disturbances,
            Post = (post.DeliveredAgain, post.HeldBack),
            StaffActions = staff.Done,
            Traffic = crowd.Traffic,
            Ledger = crowd.Ledger,
            Outcomes = await OutcomesAsync(stack.Database, ct),
            Effects = effects.Count(),
            Verdicts =
            [
                .. await new ShopperChecks(stack.Database, crowd.Ledger).RunAsync(ct),
                .. await checks.RunAsync(stack.InitialStock, ct),
                await QueuesAsync(broker, ct),
                new("every piece that was killed came back", killer.Kills.Count, killer.NotBack),
            ],
        };

        // A slow machine gets more time to make as many orders: fewer would prove less.
        async Task EndAsync(CancellationTokenSource stop)
        {
            var begun = Stopwatch.StartNew();
            while (begun.Elapsed < options.Duration || (crowd.Ledger.Accepted < options.AtLeastOrders && begun.Elapsed < options.Duration * 6))
            {
                await Task.Delay(200, ct);
            }
            await stop.CancelAsync();
        }

        void Say(string what) => options.Say(FormattableString.Invariant($"{clock.Elapsed.TotalSeconds,6:0.0} s  {what}"));
    }

    private static Dictionary<string, string?> Variables(CampaignOptions options, EffectLog effects)
    {
        var variables = new Dictionary<string, string?>
        {
            ["Fulfilment__DecideWithin"] = s_decideWithin.ToString(),
            ["Fulfilment__TransferWithin"] = "00:00:12",
            ["Fulfilment__SweepInterval"] = s_sweepInterval.ToString(),
            // What fails three times in a row comes back in seconds rather than minutes: a run has no more.
            ["Messaging__RedeliverAfter__0"] = "00:00:01",
            ["Messaging__RedeliverAfter__1"] = "00:00:03",
            ["Messaging__RedeliverAfter__2"] = "00:00:08",
        };
        if (options.Without is { } without)
        {
            foreach (var (name, value) in without.Variables)
            {
                variables[name] = value;
            }
            variables["DOTNET_STARTUP_HOOKS"] = Protection.Assembly;
            variables["AVANII_WITHOUT"] = without.Name;
            variables["AVANII_WITHOUT_LOG"] = effects.Path;
        }
        return variables;
    }

    private static async Task<Goods> StockUpAsync(FaultStack stack, int scarceUnits, CancellationToken ct)
    {
        var skus = stack.InitialStock.Keys.Order(StringComparer.Ordinal).ToList();
        foreach (var (sku, i) in skus.Select((sku, i) => (sku, i)))
        {
            await stack.SetStockAsync(sku, i < ScarceSkus ? scarceUnits : PlentyUnits, ct);
        }
        await stack.ForgetAvailabilityAsync(ct);
        return new(skus[ScarceSkus..], skus[..ScarceSkus]);
    }

    private static async Task SettleAsync(DatabaseChecks checks, TimeSpan limit, CancellationToken ct)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < limit; await Task.Delay(500, ct))
        {
            try
            {
                if (await checks.IsSettledAsync(ct))
                {
                    return;
                }
            }
            catch (NpgsqlException e) when (e.IsTransient)
            {
                // a connection of before the database was killed last
            }
        }
    }

    private static async Task<IReadOnlyDictionary<string, int>> OutcomesAsync(NpgsqlDataSource database, CancellationToken ct)
    {
        await using var command = database.CreateCommand("SELECT status, count(*)::int FROM ordering.orders GROUP BY status ORDER BY 2 DESC");
        await using var rows = await command.ExecuteReaderAsync(ct);
        var outcomes = new Dictionary<string, int>();
        while (await rows.ReadAsync(ct))
        {
            outcomes.Add(rows.GetString(0), rows.GetInt32(1));
        }
        return outcomes;
    }

    /// <summary>The broker counts every five seconds: what it says at first may be old.</summary>
    private static async Task<Verdict> QueuesAsync(BrokerView broker, CancellationToken ct)
    {
        IReadOnlyList<QueueCount> queues = [];
        for (var tries = 0; tries < 15; tries++)
        {
            queues = await broker.QueuesAsync(ct);
            if (tries > 6 && queues.All(queue => queue.Messages == 0))
            {
                break;
            }
            await Task.Delay(1000, ct);
        }
        return new("no message is left in a queue, least of all in an error queue", queues.Count,
            [.. queues.Where(queue => queue.Messages > 0).Select(queue => $"{queue.Messages} in {queue.Name}")]);
    }
}
