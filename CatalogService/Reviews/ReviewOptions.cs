using System.ComponentModel.DataAnnotations;

namespace Avanii.Catalog.Reviews;

/// <summary>Section <c>Reviews</c> of the configuration.</summary>
public sealed class ReviewOptions
{
    public const string Section = "Reviews";

    /// <summary>How often is looked for what the last token of a deleted account has written, and for what is to be forgotten of reports.</summary>
    [Range(typeof(TimeSpan), "00:00:00.0100000", "1.00:00:00")]
    public TimeSpan SweepInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How many days after a report was settled is known who made it, and in which words: long enough to see that somebody reports
    /// without a reason, and to answer when they ask what became of it.</summary>
    [Range(1, 3650)]
    public int KeepReporterDays { get; init; } = 90;
}
