using System.ComponentModel.DataAnnotations;

namespace Avanii.Catalog.Sales;

/// <summary>Section <c>Sales</c> of the configuration.</summary>
public sealed class SalesOptions
{
    public const string Section = "Sales";

    /// <summary>How often is counted what sells best.</summary>
    [Range(typeof(TimeSpan), "00:00:00.0100000", "1.00:00:00")]
    public TimeSpan CountInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How often is looked what is bought together; it changes slowly, and reads a whole year.</summary>
    [Range(typeof(TimeSpan), "00:00:00.0100000", "1.00:00:00")]
    public TimeSpan PairInterval { get; init; } = TimeSpan.FromMinutes(30);
}
