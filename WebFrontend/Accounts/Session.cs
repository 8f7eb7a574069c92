using System.ComponentModel.DataAnnotations;

namespace Avanii.Web.Accounts;

/// <summary>A browser or an API client in which somebody is signed in. What the cookie carries is only its id, sealed: when the row goes, the cookie is worth nothing.</summary>
public sealed class Session
{
    /// <summary>Random; made anew at each sign-in, so that nobody can be signed in to a session that somebody else knows.</summary>
    public Guid Id { get; init; }

    public Guid AccountId { get; init; }

    /// <summary>When the person last proved who they are.</summary>
    public DateTimeOffset SignedInAt { get; init; }

    public DateTimeOffset LastSeenAt { get; set; }

    /// <summary>When it ends however often it is used.</summary>
    public DateTimeOffset EndsAt { get; init; }

    /// <summary>How: one of <see cref="SignInMethods"/>.</summary>
    [MaxLength(30)]
    public required string Method { get; init; }

    /// <summary>The browser as it calls itself.</summary>
    [MaxLength(300)]
    public string? Device { get; init; }

    [MaxLength(45)]
    public string? Address { get; init; }

    /// <summary>SHA-256 of the refresh token that is good now; null for a browser. See <see cref="RefreshTokens"/>.</summary>
    [MaxLength(32)]
    public byte[]? RefreshHash { get; init; }

    /// <summary>SHA-256 of what all refresh tokens of this session have in common: who does not know it cannot end the session.</summary>
    [MaxLength(32)]
    public byte[]? RefreshFamily { get; init; }

    /// <summary>SHA-256 of the refresh token before, which is answered once more for a moment.</summary>
    [MaxLength(32)]
    public byte[]? RefreshPrevious { get; init; }

    /// <summary>When the one before became the one that is good now.</summary>
    public DateTimeOffset? RefreshedAt { get; init; }
}

/// <summary>Names of the ways to sign in.</summary>
public static class SignInMethods
{
    public const string Password = "password";
    public const string PasswordAndCode = "password+totp";
    public const string PasswordAndRecoveryCode = "password+recovery-code";
    public const string Passkey = "passkey";
    public const string Link = "link";

    /// <summary>What the back office asks for. A recovery code is for getting back to one's account, and for setting up a new app there: whoever
    /// found the sheet of paper is not let into everybody's orders.</summary>
    /// <param name="method">One of these names.</param>
    public static bool IsTwoFactors(string method) => method is Passkey or PasswordAndCode;
}
