using Avanii.AppHost.Standalone;
using Avanii.Testing;
using Microsoft.Playwright;
using Npgsql;

namespace Avanii.Shop.Tests;

/// <summary>The whole stack with the demo catalogue, and a browser before it; started once for all tests of this project.</summary>
public sealed class ShopStack : IAsyncLifetime
{
    public const string Name = "The whole shop";

    private static readonly string[] s_browsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private StandaloneHost _host = null!;
    private IPlaywright _playwright = null!;

    public OtlpReceiver Telemetry { get; private set; } = null!;

    public IBrowser Browser { get; private set; } = null!;

    public Uri Url => _host.Shop;

    public Uri Gateway => _host.Gateway;

    public async Task InitializeAsync()
    {
        Telemetry = await OtlpReceiver.StartAsync();
        var starting = StandaloneHost.StartAsync(StandaloneOptions.ForTests with
        {
            Variables = Telemetry.Variables,
            // All shoppers of these tests come from one address.
            ServiceVariables = new Dictionary<string, IReadOnlyDictionary<string, string?>>
            {
                ["gateway"] = new[] { "Browse", "Cart", "Checkout", "Session" }
                    .SelectMany(limit => new[] { $"RateLimits__{limit}__Burst", $"RateLimits__{limit}__PerMinute" })
                    .ToDictionary(key => key, _ => (string?)"100000"),
            },
        });
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Array.Find(s_browsers, File.Exists) ?? throw new InvalidOperationException("There is no Chromium; ./avanii test installs it."),
            // Chromium's sandbox refuses root, which containers and CI usually are.
            Args = ["--no-sandbox", "--disable-background-networking", "--disable-gpu"],
        });
        _host = await starting;
    }

    public async Task DisposeAsync()
    {
        await Browser.DisposeAsync();
        _playwright.Dispose();
        await _host.DisposeAsync();
        await Telemetry.DisposeAsync();
    }

    /// <summary>A shopper with a browser profile of their own.</summary>
    public async Task<Shopper> NewShopperAsync(bool phone = false, bool javaScript = true)
    {
        var context = await Browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Url.AbsoluteUri,
            ViewportSize = phone ? new() { Width = 390, Height = 844 } : new() { Width = 1440, Height = 900 },
            HasTouch = phone,
            JavaScriptEnabled = javaScript,
        });
        context.SetDefaultTimeout(15_000);
        return new Shopper(context, await context.NewPageAsync());
    }

    /// <summary>Reads the shop's database past the services, to see what they did.</summary>
    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(_host.DatabaseConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}

[CollectionDefinition(ShopStack.Name)]
public sealed class ShopCollection : ICollectionFixture<ShopStack>;
