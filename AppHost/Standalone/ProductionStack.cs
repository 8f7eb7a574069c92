namespace Avanii.AppHost.Standalone;

/// <summary>The stack as it is deployed, for figures: published, in Production, migrated before its start, with the demo catalogue; on free
/// ports, and gone afterwards. Only limits for one address are lifted, for one address asks for everything.</summary>
internal static class ProductionStack
{
    private static readonly string[] s_limits = ["Browse", "Search", "Cart", "Checkout", "Session", "Account"];

    public static async Task<StandaloneHost> StartAsync(CancellationToken ct)
    {
        var display = new Display();
        var unlimited = s_limits.ToDictionary(limit => $"RateLimits__{limit}__Burst", _ => (string?)"1000000");
        return await StandaloneHost.StartAsync(
            StandaloneOptions.ForTests with
            {
                Environment = "Production",
                Configuration = "release",
                Published = true,
                ServiceVariables = new Dictionary<string, IReadOnlyDictionary<string, string?>> { ["gateway"] = unlimited, ["web"] = unlimited },
                OnProgress = display.Step,
            },
            ct);
    }
}
