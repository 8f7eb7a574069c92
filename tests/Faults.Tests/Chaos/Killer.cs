using Avanii.AppHost.Standalone;

namespace Avanii.Faults;

/// <summary>One kill, and what was under way at that moment.</summary>
/// <param name="RequestsInFlight">Requests of shoppers and staff without an answer yet.</param>
/// <param name="Unacknowledged">Messages that a consumer had and had not acknowledged, as the broker last counted; null where nobody could tell.</param>
internal sealed record Kill(TimeSpan At, string Piece, int RequestsInFlight, int? Unacknowledged)
{
    public bool UnderLoad => RequestsInFlight > 0 || Unacknowledged > 0;
}

/// <summary>Kills one piece after the other with SIGKILL, in an order that the seed decides, and starts each again a moment later.</summary>
internal sealed class Killer(StandaloneHost host, Traffic traffic, BrokerView broker, Action<string> say)
{
    private const int WorthKilling = 3; // requests in flight
    private readonly List<Kill> _kills = [];

    public IReadOnlyList<Kill> Kills => _kills;

    /// <param name="every">From one kill to the next, on average.</param>
    /// <param name="random">Decides on order and pauses.</param>
    /// <param name="stop">No further kill; the piece that is down is started again.</param>
    public async Task RunAsync(TimeSpan every, Random random, CancellationToken stop)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
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
                var pieces = host.Pieces.Select(piece => piece.Name).ToArray();
                random.Shuffle(pieces);
                left = new(pieces);
            }
            var victim = left.Dequeue();
            var unacknowledged = await broker.UnacknowledgedAsync();
            // Of two moments the worse one: when somebody waits for an answer.
            for (var patience = 0; patience < 400 && traffic.InFlight < WorthKilling; patience++)
            {
                await Task.Delay(5, CancellationToken.None);
            }
            var inFlight = traffic.InFlight;
            await host[victim].KillAsync();
            var kill = new Kill(clock.Elapsed, victim, inFlight, unacknowledged);
            _kills.Add(kill);
            say($"killed {victim}: {kill.RequestsInFlight} requests and {kill.Unacknowledged?.ToString() ?? "?"} messages in flight");
            await Task.Delay(TimeSpan.FromSeconds(random.NextDouble() * 3), CancellationToken.None);
            await host[victim].StartAsync(CancellationToken.None);
        }
    }
}
