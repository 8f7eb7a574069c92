using Avanii.AppHost.Standalone;
using Avanii.Testing;
using Microsoft.Playwright;

namespace Avanii.Shop.Tests;

/// <summary>The whole shop with its demo catalogue, and a real browser before it; started once for all journeys, which keep apart by the products they buy.</summary>
public sealed class ShopStack : IAsyncLifetime
{
    private StandaloneHost _host = null!;
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
                ["gateway"] = new Dictionary<string, string?> { ["RateLimits__Checkout__Burst"] = "500", ["RateLimits__Cart__Burst"] = "2000", ["RateLimits__Browse__Burst"] = "5000", ["RateLimits__Search__Burst"] = "5000", ["RateLimits__Session__Burst"] = "500" },
                ["web"] = new Dictionary<string, string?> { ["RateLimits__Checkout__Burst"] = "500", ["RateLimits__Search__Burst"] = "2000", ["RateLimits__Session__Burst"] = "500", ["RateLimits__Account__Burst"] = "500" },
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
    }

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
