using System.ComponentModel.DataAnnotations;
using Avanii.ServiceDefaults;
using Avanii.Web.Contracts;
using Microsoft.AspNetCore.Identity;

namespace Avanii.Web.Accounts;

/// <summary>Somebody who can sign in. The e-mail address was proved to be theirs before the account was made.</summary>
public sealed class Account : IdentityUser<Guid>
{
    /// <summary>As it is written on parcels and in mails.</summary>
    [MaxLength(100)]
    public required string Name { get; set; }

    /// <summary>One of <see cref="Roles"/>: shopper, staff or owner.</summary>
    [MaxLength(20)]
    public string Role { get; set; } = Roles.Shopper;

    /// <summary>What a member of staff may do: names from <see cref="StaffAreas"/>.</summary>
    public List<string> Areas { get; set; } = [];

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Of somebody who works for the shop; null: never, or before they did.</summary>
    public DateTimeOffset? LastSignedInAt { get; set; }

    /// <summary>The secret that an authenticator app shares with the shop (RFC 6238), sealed with <see cref="SecretKey"/>; null: none is asked for.</summary>
    public byte[]? SealedTotpSecret { get; set; }

    /// <summary>The time step of the code that was accepted last: a code is good once.</summary>
    public long LastTotpStep { get; set; }

    /// <summary>The token's <c>sub</c>: whose cart, whose orders.</summary>
    public string Subject => SubjectOf(Id);

    private const string SubjectPrefix = "account:";

    public static string SubjectOf(Guid id) => SubjectPrefix + id;

    /// <returns>Whose subject that is; null: a guest's.</returns>
    internal static Guid? IdOf(string subject) =>
        subject.StartsWith(SubjectPrefix, StringComparison.Ordinal) && Guid.TryParse(subject.AsSpan(SubjectPrefix.Length), out var id) ? id : null;
}

/// <summary>A way back in for who has lost the authenticator app; each is good once.</summary>
public sealed class RecoveryCode
{
    public Guid AccountId { get; init; }

    /// <summary>SHA-256: the code is random and has 118 bits, so that there is nothing to guess.</summary>
    [MaxLength(32)]
    public required byte[] Hash { get; init; }
}
