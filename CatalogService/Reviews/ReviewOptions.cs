using System.ComponentModel.DataAnnotations;

namespace Avanii.Catalog.Reviews;

/// <summary>Section <c>Reviews</c> of the configuration.</summary>
public sealed class ReviewOptions
{
    public const string Section = "Reviews";

    /// <summary>How often is looked for what the last token of a deleted account has written.</summary>
    [Range(typeof(TimeSpan), "00:00:00.0100000", "1.00:00:00")]
    public TimeSpan SweepInterval { get; init; } = TimeSpan.FromMinutes(5);
}
