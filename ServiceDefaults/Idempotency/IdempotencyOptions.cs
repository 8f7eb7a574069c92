using System.ComponentModel.DataAnnotations;

namespace Avanii.ServiceDefaults.Idempotency;

/// <summary>Section <c>Idempotency</c> of the configuration.</summary>
public sealed class IdempotencyOptions
{
    public const string Section = "Idempotency";

    /// <summary>A key may come again for so long. Two days at least: a client that was switched off over a night tries again the next day.</summary>
    [Range(typeof(TimeSpan), "2.00:00:00", "365.00:00:00")]
    public TimeSpan KeepFor { get; init; } = TimeSpan.FromHours(72);

    /// <summary>How often older keys are looked for.</summary>
    [Range(typeof(TimeSpan), "00:00:00.0100000", "1.00:00:00")]
    public TimeSpan SweepInterval { get; init; } = TimeSpan.FromMinutes(10);
}
