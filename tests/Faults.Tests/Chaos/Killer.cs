using System.Collections.Concurrent;
using System.Diagnostics;
using Avanii.AppHost.Standalone;

namespace Avanii.Faults;

/// <summary>One kill, and what was under way at that moment.</summary>
/// <param name="RequestsInFlight">Requests of shoppers and staff that were being worked on; who only waits for an outcome is not counted.</param>
/// <param name="Unacknowledged">Messages that a consumer had and had not acknowledged, as the broker last counted; null where nobody could tell.</param>
internal sealed record Kill(TimeSpan At, string Piece, int RequestsInFlight, int? Unacknowledged)
{
    public bool UnderLoad => RequestsInFlight > 0 || Unacknowledged > 0;
}

/// <summary>Kills pieces with SIGKILL, in an order that the seed decides, now and then two at once, and starts them again a moment later.</summary>
internal sealed class Killer(StandaloneHost host, Traffic traffic, BrokerView broker, Action<string> say)
{
    private const int WorthKilling = 3; // requests in flight
    private const int TwoAtOnce = 5; // one time in so many
    private readonly ConcurrentQueue<Kill> _kills = new();
    private readonly ConcurrentQueue<string> _notBack = new();
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    public IReadOnlyList<Kill> Kills => [.. _kills];

    /// <summary>Pieces that did not start again, and why.</summary>
    public IReadOnlyList<string> NotBack => [.. _notBack];

    /// <param name="every">From a return to the next kill, on average.</param>
    /// <param name="victims">Only these; null: all there are.</param>
    /// <param name="random">Decides on order and pauses.</param>
    /// <param name="stop">No further kill; what is down is started again.</param>
    public async Task RunAsync(TimeSpan every, IReadOnlyList<string>? victims, Random random, CancellationToken stop)
    {
        var pieces = (victims ?? [.. host.Pieces.Select(piece => piece.Name)]).ToArray();
        var left = new Queue<string>();
        while (true)
        {
            try
            {
                await Task.Delay(every * (0.5 + random.NextDouble()), stop);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            if (left.Count == 0) // each piece has its turn before one is killed again
            {
                random.Shuffle(pieces);
                left = new(pieces);
            }
            var (together, down) = (random.Next(TwoAtOnce) == 0, TimeSpan.FromSeconds(random.NextDouble() * 3));
            await Task.WhenAll(Enumerable.Range(0, together && left.Count > 1 ? 2 : 1).Select(_ => KillAsync(left.Dequeue(), down)).ToList());
        }
    }

    private async Task KillAsync(string victim, TimeSpan down)
    {
        var unacknowledged = await broker.UnacknowledgedAsync();
        // Of two moments the worse one: when somebody's request is being worked on.
        for (var patience = 0; patience < 400 && traffic.InFlight < WorthKilling; patience++)
        {
            await Task.Delay(5);
        }
        var inFlight = traffic.InFlight;
        await host[victim].KillAsync();
        var kill = new Kill(_clock.Elapsed, victim, inFlight, unacknowledged);
        _kills.Enqueue(kill);
        say($"killed {victim}: {kill.RequestsInFlight} requests and {kill.Unacknowledged?.ToString() ?? "?"} messages in flight");
        await Task.Delay(down);
        for (var tries = 1; ; tries++)
        {
            try
            {
                await host[victim].StartAsync();
                return;
            }
            catch (StandaloneException e)
            {
                say($"{victim} did not start again: {e.Message}");
                if (tries == 3)
                {
                    _notBack.Enqueue($"{victim}: {e.Message}");
                    return;
                }
            }
        }
    }
}
