namespace Avanii.Faults;

/// <summary>Everything between a healthy network and a dead process: cut, slow and stalled connections, messages that come twice and
/// messages that come late.</summary>
internal sealed class Disturbances(FaultStack stack, Post post, Action<string> say)
{
    public int Cuts { get; private set; }

    public int BrokenConnections { get; private set; }

    public int Slowdowns { get; private set; }

    public int Stalls { get; private set; }

    /// <summary>Stalls that ended in a cut, with everything that had been sent since.</summary>
    public int Swallows { get; private set; }

    /// <param name="onlyTo">Swallow what is on its way to this server, and nothing else; null: all there is.</param>
    /// <param name="random">Decides what, where and how long.</param>
    /// <param name="stop">No further one; the last is ended at once.</param>
    public Task DisturbNetworkAsync(string? onlyTo, Random random, CancellationToken stop) => RepeatAsync(random, TimeSpan.FromSeconds(onlyTo is null ? 4 : 2), async () =>
    {
        var links = stack.Links.Where(link => onlyTo is null || link.Server == onlyTo).ToList();
        var (service, server) = links[random.Next(links.Count)];
        var link = stack.Link(service, server);
        var during = TimeSpan.FromMilliseconds(random.Next(200, 3000));
        switch (onlyTo is null ? random.Next(5) : 4)
        {
            case 0 or 1:
                Cuts++;
                say(FormattableString.Invariant($"cut {service} from {server} for {during.TotalSeconds:0.0} s"));
                BrokenConnections += await link.CutAsync(during, stop);
                break;
            case 2:
                Slowdowns++;
                await link.SlowAsync(TimeSpan.FromMilliseconds(random.Next(10, 150)), during, stop);
                break;
            case 3:
                Stalls++;
                await link.StallAsync(during, stop);
                break;
            default:
                Swallows++;
                say(FormattableString.Invariant($"swallowed {during.TotalSeconds:0.0} s between {service} and {server}"));
                BrokenConnections += await link.SwallowAsync(during, stop);
                break;
        }
    }, stop);

    /// <inheritdoc cref="DisturbNetworkAsync"/>
    public Task DisturbPostAsync(Random random, CancellationToken stop) => RepeatAsync(random, TimeSpan.FromSeconds(1), () =>
        random.Next(2) == 0 ? post.DeliverAgainAsync(random.Next(5, 30), stop) : post.HoldBackAsync(random, TimeSpan.FromMilliseconds(random.Next(200, 3000)), stop), stop);

    private static async Task RepeatAsync(Random random, TimeSpan every, Func<Task> disturb, CancellationToken stop)
    {
        try
        {
            while (true)
            {
                await Task.Delay(every * (0.5 + random.NextDouble()), stop);
                await disturb();
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // the end
        }
    }
}
