using Avanii.Web.Contracts;
using Microsoft.AspNetCore.DataProtection;

namespace Avanii.Web.Accounts;

/// <summary>The link by which somebody becomes an account. Whoever has it can read the mail of that address, or was handed it by the shop.
/// Nothing is kept until it is used; the account's id stands in it, so that it makes one account however often it is.</summary>
public sealed class RegistrationLink(IDataProtectionProvider protection)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    internal const string Purpose = "registration-link";

    private readonly TimeLimitedSeal<Invitation> _seal = new(Purpose, Lifetime, protection);

    /// <returns>Path and query, to be put behind the shop's address.</returns>
    public string PathFor(Invitation invitation) => $"{AccountPaths.FinishRegistration}?key={_seal.Seal(invitation)}";

    /// <returns>Null when the key is not good, or not any more.</returns>
    public Invitation? Open(string? key) => _seal.Open(key);
}

/// <summary>Who may become an account, and with which rights.</summary>
/// <param name="AccountId">The account's, once it is made.</param>
/// <param name="Role">One of <see cref="ServiceDefaults.Roles"/>.</param>
/// <param name="Areas">Names from <see cref="StaffAreas"/>, for staff.</param>
public sealed record Invitation(Guid AccountId, string Email, string Name, string Role, IReadOnlyList<string> Areas);
