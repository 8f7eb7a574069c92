using System.ComponentModel.DataAnnotations;

namespace Avanii.Cart;

/// <summary>Section <c>Wishlists</c> of the configuration.</summary>
public sealed class WishlistOptions
{
    public const string Section = "Wishlists";

    /// <summary>A guest's list that was not changed for so long goes. The browser forgets after 90 days that it was that guest, so nobody else could
    /// change it any more.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan KeepGuests { get; init; } = TimeSpan.FromDays(90);

    /// <summary>How often such lists are looked for.</summary>
    [Range(typeof(TimeSpan), "00:00:00.0100000", "1.00:00:00")]
    public TimeSpan SweepInterval { get; init; } = TimeSpan.FromHours(1);
}
