using System.ComponentModel.DataAnnotations;

namespace Avanii.Orders;

/// <summary>Section <c>Fulfilment</c> of the configuration.</summary>
public sealed class FulfilmentOptions
{
    public const string Section = "Fulfilment";

    /// <summary>A placed order that the warehouse has not answered expires after this; a broker's outage must fit in.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan DecideWithin { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>An order to be paid by bank transfer expires after this, counted from its confirmation, and what is held for it is
    /// free again.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan TransferWithin { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How often passed deadlines are looked for.</summary>
    [Range(typeof(TimeSpan), "00:00:00.0100000", "01:00:00")]
    public TimeSpan SweepInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>An order that is undecided for longer than this is reported as stuck. Well above what a restart takes, well below
    /// what a shopper waits before writing.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan StuckAfter { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How often it is looked for undecided and stuck orders.</summary>
    [Range(typeof(TimeSpan), "00:00:00.0100000", "01:00:00")]
    public TimeSpan SampleInterval { get; init; } = TimeSpan.FromSeconds(10);
}
