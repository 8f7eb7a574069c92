using Avanii.AppHost.Standalone;

namespace Avanii.Faults;

/// <summary>Shoppers and staff at work at once, until they are told that the shop closes; then each finishes what was begun.</summary>
internal sealed class Crowd : IAsyncDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private readonly CancellationTokenSource _over = new();
    private readonly Traffic _traffic = new();
    private readonly List<Task> _people = [];
    private readonly Patience _gateway;
    private readonly Uri _shop;

    public Crowd(StandaloneHost host)
    {
        _gateway = new(_traffic, host.Gateway, _over.Token);
        _shop = host.Shop;
    }

    public Ledger Ledger { get; } = new();

    public Traffic Traffic => _traffic;

    /// <summary>Lets shoppers in.</summary>
    /// <param name="count">How many are in the shop at any time.</param>
    /// <param name="ofTheseInTheBrowser">How many of them use the pages rather than the API.</param>
    /// <param name="perSecond">Orders that they begin together.</param>
    /// <param name="goods">What they buy.</param>
    /// <param name="seed">Of their choices.</param>
    public void Open(int count, int ofTheseInTheBrowser, double perSecond, Goods goods, int seed)
    {
        var pacer = new Pacer(perSecond);
        for (var number = 0; number < count; number++)
        {
            var random = new Random(HashCode.Combine(seed, number));
            var name = $"shopper {number}";
            _people.Add(Task.Run(number < ofTheseInTheBrowser
                ? () => new PageShopper(name, new(_traffic, _shop, _over.Token), Ledger, pacer, goods, random).RunAsync(_closing.Token)
                : () => new ApiShopper(name, _gateway, Ledger, pacer, goods, random).RunAsync(_closing.Token)));
        }
    }

    /// <summary>Lets staff work.</summary>
    public void Employ(Func<Patience, CancellationToken, Task> work) => _people.Add(Task.Run(() => work(_gateway, _closing.Token)));

    /// <summary>Nobody begins anything new; returns when all have finished.</summary>
    /// <param name="atMost">Who has not by then gives up.</param>
    public async Task CloseAsync(TimeSpan atMost)
    {
        await _closing.CancelAsync();
        _over.CancelAfter(atMost);
        await Task.WhenAll(_people);
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _over.CancelAsync();
        await Task.WhenAll(_people.Select(async person =>
        {
            try
            {
                await person;
            }
            catch (Exception) when (_over.IsCancellationRequested)
            {
                // whatever stopped the run is told elsewhere
            }
        }));
        _gateway.Dispose();
        _traffic.Dispose();
        _closing.Dispose();
        _over.Dispose();
    }
}

/// <summary>What is on sale.</summary>
/// <param name="Plenty">SKUs of which there is enough for everybody.</param>
/// <param name="Scarce">SKUs that run out.</param>
internal sealed record Goods(IReadOnlyList<string> Plenty, IReadOnlyList<string> Scarce)
{
    public string Pick(Random random, bool scarce) => scarce ? Scarce[random.Next(Scarce.Count)] : Plenty[random.Next(Plenty.Count)];
}
