using System.Collections.Concurrent;
using System.Net;
using System.Text.RegularExpressions;
using Avanii.AppHost.Standalone;
using Npgsql;

namespace Avanii.Faults;

/// <summary>The whole shop, with a stretch of network of its own between each service and each server, and with goods on sale whose
/// number is known.</summary>
internal sealed partial class FaultStack : IAsyncDisposable
{
    private const int Products = 40;
    private readonly ConcurrentDictionary<(string Service, string Server), TcpProxy> _proxies = new();
    private readonly SemaphoreSlim _staffTokenTurn = new(1, 1);
    private string? _staffToken;
    private DateTimeOffset _staffTokenUntil;

    private FaultStack()
    {
    }

    public StandaloneHost Host { get; private set; } = null!;

    public NpgsqlDataSource Database { get; private set; } = null!;

    /// <summary>What each SKU had in stock before the first order.</summary>
    public IReadOnlyDictionary<string, int> InitialStock { get; private set; } = null!;

    /// <summary>Between whom a stretch of network lies.</summary>
    public IReadOnlyList<(string Service, string Server)> Links => [.. _proxies.Keys.Order()];

    /// <param name="variables">More variables for every service.</param>
    /// <param name="ct">Gives up.</param>
    public static async Task<FaultStack> StartAsync(IReadOnlyDictionary<string, string?> variables, CancellationToken ct)
    {
        var stack = new FaultStack();
        try
        {
            stack.Host = await StandaloneHost.StartAsync(
                StandaloneOptions.ForTests with
                {
                    Seed = false,
                    Rewire = stack.Rewire,
                    Variables = variables,
                    ServiceVariables = new Dictionary<string, IReadOnlyDictionary<string, string?>>
                    {
                        // One address makes all requests.
                        ["gateway"] = new[] { "Browse", "Search", "Cart", "Checkout", "Session" }
                            .SelectMany(limit => new[] { "Burst", "PerMinute" }.Select(value => $"RateLimits__{limit}__{value}"))
                            .ToDictionary(name => name, _ => (string?)"1000000"),
                        ["web"] = new[] { "Checkout", "Search", "Session", "Account" }
                            .SelectMany(limit => new[] { "Burst", "PerMinute" }.Select(value => $"RateLimits__{limit}__{value}"))
                            .ToDictionary(name => name, _ => (string?)"1000000"),
                    },
                },
                ct);
            stack.Database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(stack.Host.DatabaseConnectionString) { MaxPoolSize = 10 });
            await stack.Host.Service("catalog").RunCommandAsync(["--generate", $"{Products}"], ct);
            stack.InitialStock = await stack.ReadStockAsync(ct);
            return stack;
        }
        catch
        {
            await stack.DisposeAsync();
            throw;
        }
    }

    public TcpProxy Link(string service, string server) => _proxies[(service, server)];

    /// <summary>Makes the stock of a SKU exactly this, before any order.</summary>
    public async Task SetStockAsync(string sku, int units, CancellationToken ct)
    {
        await using var command = Database.CreateCommand("UPDATE catalog.stock SET on_hand = $2 WHERE sku = $1 AND held = 0");
        command.Parameters.AddWithValue(sku);
        command.Parameters.AddWithValue(units);
        if (await command.ExecuteNonQueryAsync(ct) != 1)
        {
            throw new InvalidOperationException($"{sku} is not there, or has been ordered.");
        }
        InitialStock = await ReadStockAsync(ct);
    }

    /// <summary>After the stock was set: nobody has heard of what was there before, and the cart asks the catalogue.</summary>
    public async Task ForgetAvailabilityAsync(CancellationToken ct)
    {
        await using var command = Database.CreateCommand("""
            UPDATE catalog.stock SET availability = 0;
            DELETE FROM cart.variant_facts AS known WHERE NOT EXISTS (SELECT FROM cart.cart_items i WHERE i.sku = known.sku)
            """);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>A token for staff that is good for a minute at least.</summary>
    public async Task<string> StaffTokenAsync(CancellationToken ct)
    {
        await _staffTokenTurn.WaitAsync(ct); // two at once would write into one log
        try
        {
            while (_staffToken is null || DateTimeOffset.UtcNow > _staffTokenUntil)
            {
                try
                {
                    var token = await Host.Service("web").AskCommandAsync(["--token", "staff", "faults"], ct);
                    if (JsonWebToken().IsMatch(token))
                    {
                        (_staffToken, _staffTokenUntil) = (token, DateTimeOffset.UtcNow.AddMinutes(4));
                    }
                }
                catch (StandaloneException) when (!ct.IsCancellationRequested)
                {
                    await Task.Delay(500, ct); // the database that has the key is dead at the moment
                }
            }
            return _staffToken;
        }
        finally
        {
            _staffTokenTurn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Host is not null)
        {
            await Host.DisposeAsync();
        }
        foreach (var proxy in _proxies.Values)
        {
            await proxy.DisposeAsync();
        }
        if (Database is not null)
        {
            await Database.DisposeAsync();
        }
        _staffTokenTurn.Dispose();
    }

    private async Task<Dictionary<string, int>> ReadStockAsync(CancellationToken ct)
    {
        await using var command = Database.CreateCommand(
            "SELECT s.sku, s.on_hand FROM catalog.stock s JOIN catalog.variants v USING (sku) JOIN catalog.products p ON p.id = v.product_id WHERE p.retired_at IS NULL");
        await using var rows = await command.ExecuteReaderAsync(ct);
        var stock = new Dictionary<string, int>();
        while (await rows.ReadAsync(ct))
        {
            stock.Add(rows.GetString(0), rows.GetInt32(1));
        }
        return stock;
    }

    [GeneratedRegex(@"^[\w-]+\.[\w-]+\.[\w-]+$")]
    private static partial Regex JsonWebToken();

    private string Rewire(string service, string server, string value)
    {
        if (server == StandaloneHost.Database)
        {
            var real = new NpgsqlConnectionStringBuilder(value);
            var proxy = Proxy(new(real.Host!, real.Port));
            return new NpgsqlConnectionStringBuilder(value) { Host = "127.0.0.1", Port = proxy.Port }.ConnectionString;
        }
        var broker = new Uri(value);
        return new UriBuilder(broker) { Host = "127.0.0.1", Port = Proxy(new(broker.Host, broker.Port)).Port }.Uri.AbsoluteUri;

        TcpProxy Proxy(DnsEndPoint target) => _proxies.GetOrAdd((service, server), _ => new TcpProxy(target));
    }
}
