using Avanii.Web.Accounts;
using Microsoft.AspNetCore.DataProtection;

namespace Avanii.Web.BackInStock;

/// <summary>The links of the letters. Whoever has one can read the mail of that address; what is asked for is not kept before that.</summary>
public sealed class BackInStockLinks(IDataProtectionProvider protection)
{
    public const string ConfirmPath = "/back-in-stock/confirm", StopPath = "/back-in-stock/stop";

    /// <summary>How long an asked-for letter can be confirmed.</summary>
    public static readonly TimeSpan ConfirmFor = TimeSpan.FromHours(24);

    private readonly TimeLimitedSeal<Wish> _wishes = new("back-in-stock-wish", ConfirmFor, protection);

    // Longer than any request that it could end.
    private readonly TimeLimitedSeal<Stop> _stops = new("back-in-stock-stop", BackInStockRequests.Keep + TimeSpan.FromDays(30), protection);

    /// <returns>Path and query, to be put behind the shop's address.</returns>
    public string ToConfirm(Wish wish) => $"{ConfirmPath}?key={_wishes.Seal(wish)}";

    /// <returns>Null when the key is not good, or not any more.</returns>
    public Wish? OpenConfirm(string? key) => _wishes.Open(key);

    /// <param name="email">Whose letters end.</param>
    /// <param name="sku">About what; null: about everything.</param>
    public string ToStop(string email, string? sku) => $"{StopPath}?key={_stops.Seal(new(email, sku))}";

    /// <returns>Null when the key is not good, or not any more.</returns>
    public Stop? OpenStop(string? key) => _stops.Open(key);
}

/// <summary>What somebody waits for; all but the address is as the catalogue and the shop said it.</summary>
/// <param name="AvailabilityVersion">At which it was sold out when they asked: what is older is no news for them.</param>
public sealed record Wish(string Email, string Sku, string Slug, string ProductName, string Culture, long AvailabilityVersion = 0);

/// <param name="Sku">Null: everything that this address waits for.</param>
public sealed record Stop(string Email, string? Sku);
