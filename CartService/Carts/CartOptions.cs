using System.ComponentModel.DataAnnotations;

namespace Avanii.Cart;

/// <summary>Section <c>Carts</c> of the configuration.</summary>
public sealed class CartOptions
{
    public const string Section = "Carts";

    /// <summary>The shop's currency, ISO 4217.</summary>
    [Required, RegularExpression("[A-Z]{3}")]
    public string Currency { get; init; } = "EUR";

    /// <summary>A cart that nobody has touched for so long counts as abandoned.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00")]
    public TimeSpan AbandonedAfter { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How often abandoned carts are looked for.</summary>
    [Range(typeof(TimeSpan), "00:00:00.0100000", "1.00:00:00")]
    public TimeSpan SweepInterval { get; init; } = TimeSpan.FromMinutes(5);
}
