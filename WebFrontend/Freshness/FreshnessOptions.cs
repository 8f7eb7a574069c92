using System.ComponentModel.DataAnnotations;

namespace Avanii.Web.Freshness;

/// <summary>How long the shop believes what it keeps in memory; section <c>Freshness</c>.</summary>
public sealed class FreshnessOptions
{
    public const string Section = "Freshness";

    /// <summary>While events come, which say what has changed: only against one that was lost.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan WhileListening { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>While the broker is away and no event can come.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan WhileDeaf { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>While the other side is away, a page in each of these finds out, instead of each one waiting for the timeout.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How often what every page shows is asked for in the background: sooner than it is too old. Zero: by pages only.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan RefreshEvery { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many answers are kept; a list of products is some 20 kB.</summary>
    [Range(10, 100_000)]
    public int Answers { get; set; } = 2000;
}
