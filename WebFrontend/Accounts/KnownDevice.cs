using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Avanii.Web.Accounts;

/// <summary>A browser or an API client in which somebody has signed in to an account: what strangers guess at that account is not counted
/// against it. It opens nothing.</summary>
/// <param name="AccountId">Whose.</param>
/// <param name="Id">Random: each device has counts of its own.</param>
/// <param name="SecurityStamp">The account's. It changes with each way in, so that a device is forgotten when a password is chosen anew.</param>
public sealed record KnownDevice(Guid AccountId, Guid Id, string SecurityStamp)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);

    /// <returns>The device as it is known from now on.</returns>
    /// <param name="before">As it was known until now, if it was.</param>
    /// <param name="account">Who has signed in with it.</param>
    public static KnownDevice After(KnownDevice? before, Account account) =>
        new(account.Id, before?.IsOf(account) == true ? before.Id : new Guid(RandomNumberGenerator.GetBytes(16)), account.SecurityStamp!);

    public bool IsOf(Account account) => account.Id == AccountId && account.SecurityStamp == SecurityStamp;
}

/// <summary>How an API client says which device it is; a browser has a cookie.</summary>
public sealed class DeviceTokens(IDataProtectionProvider protection)
{
    private readonly TimeLimitedSeal<KnownDevice> _seal = new("device-token", KnownDevice.Lifetime, protection);

    public string Write(KnownDevice device) => _seal.Seal(device);

    /// <returns>Null when it is none of ours, or too old.</returns>
    public KnownDevice? Read(string? token) => _seal.Open(token);
}
