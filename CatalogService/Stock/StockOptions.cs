using System.ComponentModel.DataAnnotations;

namespace Avanii.Catalog.Stock;

public sealed class StockOptions
{
    public const string Section = "Stock";

    /// <summary>With this many units or fewer left, a variant is said to be low. A change takes hold of a SKU when its stock next moves.</summary>
    [Range(1, 1000)]
    public int LowThreshold { get; init; }

    /// <summary>How often the counts are held against the reservations.</summary>
    [Range(typeof(TimeSpan), "00:00:00.0100000", "1.00:00:00")]
    public TimeSpan AuditInterval { get; init; } = TimeSpan.FromMinutes(1);
}
