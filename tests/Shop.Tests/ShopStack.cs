using System.Net.Http.Json;
using System.Text.Json;
using Avanii.AppHost.Standalone;
using Avanii.Testing;
using Microsoft.Playwright;

namespace Avanii.Shop.Tests;

/// <summary>The whole shop with its demo catalogue, and a real browser before it; started once for all journeys, which keep apart by the products they buy.</summary>
public sealed class ShopStack : IAsyncLifetime
{
    private const string SecretKey = "known to these tests, and to nobody's shop"; // whoever has it can sign as staff

    private StandaloneHost _host = null!;
    private StrangerTokens _tokens = null!;
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    /// <summary>Gets the traces of all services.</summary>
    public OtlpReceiver Traces { get; private set; } = null!;

    public Uri Url => _host.Shop;

    public Uri Gateway => _host.Gateway;

    public async Task InitializeAsync()
    {
        Traces = await OtlpReceiver.StartAsync();
        var host = StandaloneHost.StartAsync(StandaloneOptions.ForTests with
        {
            Variables = Traces.Variables,
            // All these shoppers come from one address.
            ServiceVariables = new Dictionary<string, IReadOnlyDictionary<string, string?>>
            {
                ["gateway"] = new Dictionary<string, string?> { ["RateLimits__Checkout__Burst"] = "500", ["RateLimits__Cart__Burst"] = "2000", ["RateLimits__Browse__Burst"] = "20000", ["RateLimits__Search__Burst"] = "5000", ["RateLimits__Session__Burst"] = "500" },
                ["catalog"] = new Dictionary<string, string?> { ["Search__VocabularyInterval"] = "00:00:01" },
                ["web"] = new Dictionary<string, string?> { ["SECRET_KEY"] = SecretKey, ["Freshness__RefreshEvery"] = "00:00:01", ["RateLimits__Browse__Burst"] = "20000", ["RateLimits__Checkout__Burst"] = "500", ["RateLimits__Search__Burst"] = "2000", ["RateLimits__Session__Burst"] = "500", ["RateLimits__Account__Burst"] = "500" },
            },
        });
        _playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(15_000); // the machine may be building something else meanwhile
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = FindChromium(),
            Args = ["--no-sandbox", "--disable-background-networking"], // root needs the one, a machine without a network the other
        });
        _host = await host;
        using var client = StrangerTableStack.Client(Gateway);
        using var session = await client.PostAsync("/api/session", null);
        // It asked for its departments before the demo catalogue was there.
        using var web = StrangerTableStack.Client(Url);
        await Eventually.IsTrue(async () => (await web.GetStringAsync("/")).Contains("href=\"/c/clothing\"", StringComparison.Ordinal), TimeSpan.FromMinutes(1), "departments on the front page");
        _tokens = await StrangerTokens.OpenAsync(_host.DatabaseConnectionString, SecretKey, (await session.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!);
    }

    /// <summary>Somebody who works here, as an API client, with these areas.</summary>
    public HttpClient Staff(params string[] areas) => StrangerTableStack.Client(Gateway, _tokens.Staff(areas));

    /// <summary>Runs a command of WebFrontend's program beside the one that runs.</summary>
    /// <returns>The last line of what it said.</returns>
    public Task<string> AskWebAsync(params string[] arguments) => _host.Service("web").AskCommandAsync(arguments);

    /// <summary>Somebody with a browser of their own, who has never been here.</summary>
    public async Task<Shopper> ShopperAsync(int width = 1440, bool scripts = true, ColorScheme theme = ColorScheme.Light)
    {
        var context = await _browser.NewContextAsync(new()
        {
            BaseURL = _host.Shop.ToString(),
            ViewportSize = new() { Width = width, Height = width < 500 ? 844 : 900 },
            JavaScriptEnabled = scripts,
            ColorScheme = theme,
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(15_000);
        return new Shopper(context, await context.NewPageAsync());
    }

    public async Task DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
        await _host.DisposeAsync();
        await Traces.DisposeAsync();
    }

    private static string FindChromium() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => new[] { "chromium", "chromium-browser", "google-chrome" }.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists) ?? throw new InvalidOperationException("There is no Chromium on this machine: ./avanii test installs it.");
}

[CollectionDefinition(Name)]
public sealed class ShopCollection : ICollectionFixture<ShopStack>
{
    public const string Name = "shop";
}
