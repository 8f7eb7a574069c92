namespace Avanii.Faults;

/// <summary>Everything between a healthy network and a dead process: cut, slow and stalled connections, messages that come twice and
/// messages that come late.</summary>
internal sealed class Disturbances(FaultStack stack, Post post, Action<string> say)
{
    public int Cuts { get; private set; }

    public int BrokenConnections { get; private set; }

    public int Slowdowns { get; private set; }

    public int Stalls { get; private set; }

    /// <param name="random">Decides what, where and how long.</param>
    /// <param name="stop">No further one; the last is ended at once.</param>
    public async Task RunAsync(Random random, CancellationToken stop)
    {
        try
        {
            while (true)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(200, 2500)), stop);
                var (service, server) = stack.Links[random.Next(stack.Links.Count)];
                var link = stack.Link(service, server);
                var during = TimeSpan.FromMilliseconds(random.Next(200, 3000));
                switch (random.Next(10))
                {
                    case 0 or 1:
                        Cuts++;
                        BrokenConnections += await link.CutAsync(during, stop);
                        say($"cut {service} from {server} for {during.TotalSeconds:0.0} s");
                        break;
                    case 2:
                        Slowdowns++;
                        await link.SlowAsync(TimeSpan.FromMilliseconds(random.Next(10, 150)), during, stop);
                        break;
                    case 3:
                        Stalls++;
                        await link.StallAsync(during, stop);
                        break;
                    case 4 or 5 or 6:
                        await post.DeliverAgainAsync(random.Next(5, 30), stop);
                        break;
                    default:
                        await post.HoldBackAsync(random, during, stop);
                        break;
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
    }
}
