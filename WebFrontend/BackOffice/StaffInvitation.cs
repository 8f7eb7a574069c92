using System.ComponentModel.DataAnnotations;
using Avanii.Web.Accounts;
using Microsoft.AspNetCore.DataProtection;

namespace Avanii.Web.BackOffice;

/// <summary>Rights that wait for somebody to take them, by a link that only they have been sent. The row goes when they do.</summary>
public sealed class StaffInvitation
{
    /// <summary>Where the address has no account: also of the one that it becomes.</summary>
    public Guid Id { get; init; }

    [MaxLength(254)]
    public required string Email { get; init; }

    /// <summary>One address, one invitation.</summary>
    [MaxLength(254)]
    public required string NormalizedEmail { get; init; }

    [MaxLength(100)]
    public required string Name { get; init; }

    [MaxLength(20)]
    public required string Role { get; init; }

    public List<string> Areas { get; init; } = [];

    /// <summary>Who had the address when it was invited; null: nobody.</summary>
    public Guid? AccountId { get; init; }

    /// <summary>That account's, as it was then: when something about signing in has changed since, somebody else may have the link.</summary>
    [MaxLength(256)]
    public string? SecurityStamp { get; init; }

    /// <summary>A token's subject. What they may give no more, nobody takes.</summary>
    [MaxLength(100)]
    public required string InvitedBy { get; init; }

    public DateTimeOffset InvitedAt { get; init; }

    public DateTimeOffset EndsAt { get; init; }

    public Rights Rights => new(Role, Areas);

    /// <summary>Whom it is about: the account that there is, or that will be.</summary>
    public Guid AboutId => AccountId ?? Id;

    /// <summary>What to call them by who have no account yet; null: their account knows.</summary>
    public string? AddressAlone => AccountId is null ? Email : null;
}

/// <summary>The link by which an account that is there takes what it is invited to. Short, because it has to go through the sign-in's own address.</summary>
public sealed class JoinLink(IDataProtectionProvider protection)
{
    public const string Path = "/account/join";

    private readonly TimeLimitedSeal<Content> _seal = new("join-link", RegistrationLink.Lifetime, protection);

    private sealed record Content(Guid Id);

    public string PathFor(Guid invitationId) => $"{Path}?key={_seal.Seal(new(invitationId))}";

    /// <returns>Of which invitation it is; null when the key is not good, or not any more.</returns>
    public Guid? Open(string? key) => _seal.Open(key)?.Id;
}
