namespace Avanii.Faults;

/// <summary>How a run is made. The same seed makes the same shoppers' choices, kills and cuts; when exactly they meet is up to the machine.</summary>
internal sealed record CampaignOptions
{
    public required TimeSpan Duration { get; init; }

    public required int Seed { get; init; }

    /// <summary>The protection that is switched off, or none.</summary>
    public Protection? Without { get; init; }

    public int Shoppers { get; init; } = 24;

    public int ShoppersOnPages { get; init; } = 4;

    /// <summary>Orders begun in a second.</summary>
    public double Rate { get; init; } = 5;

    /// <summary>Until so many orders were accepted it goes on, up to six times as long.</summary>
    public int AtLeastOrders { get; init; }

    /// <summary>Units of each of the few SKUs that shoppers race for.</summary>
    public int ScarceUnits { get; init; } = 15;

    /// <summary>From a piece's return to the next kill, on average.</summary>
    public TimeSpan KillEvery { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>How long the shop may take to come to rest when all of it runs again.</summary>
    public TimeSpan SettleWithin { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Told what happens.</summary>
    public Action<string> Say { get; init; } = _ => { };
}
