using System.Text;
using Avanii.ServiceDefaults;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Avanii.Web.Accounts;

/// <summary>What is logged about ways in: who by the account's id, from where by a mark. Nothing that somebody typed or sent is in it, so that
/// nothing can be put into the log by it either.</summary>
internal static partial class SecurityLog
{
    [LoggerMessage(EventId = 1, EventName = "SignedIn", Level = LogLevel.Information, Message = "Account {Account} signed in with {Method} from {Client}.")]
    public static partial void SignedIn(this ILogger logger, Guid account, string method, string client);

    [LoggerMessage(EventId = 2, EventName = "SignInFailed", Level = LogLevel.Information, Message = "A sign-in with {Method} to account {Account} from {Client} failed.")]
    public static partial void SignInFailed(this ILogger logger, string method, Guid? account, string client);

    [LoggerMessage(EventId = 3, EventName = "TooManyAttempts", Level = LogLevel.Warning, Message = "Too many attempts, counted as {What}, at account {Account}; the last from {Client}.")]
    public static partial void TooManyAttempts(this ILogger logger, string what, Guid? account, string client);

    [LoggerMessage(EventId = 4, EventName = "SessionsEnded", Level = LogLevel.Information, Message = "{Count} sessions of account {Account} were ended.")]
    public static partial void SessionsEnded(this ILogger logger, Guid account, int count);

    [LoggerMessage(EventId = 5, EventName = "RefreshTokenReused", Level = LogLevel.Warning, Message = "A refresh token of account {Account} came a second time; its session has ended.")]
    public static partial void RefreshTokenReused(this ILogger logger, Guid account);

    [LoggerMessage(EventId = 6, EventName = "WayInChanged", Level = LogLevel.Information, Message = "The way into account {Account} was changed: {What}.")]
    public static partial void WayInChanged(this ILogger logger, Guid account, string what);

    /// <returns>The same for all that comes from one address or network, and from no other: addresses themselves are in no log.</returns>
    public static string ClientMark(this SecretKey secret, string? address) =>
        Convert.ToHexStringLower(secret.Mac(Encoding.UTF8.GetBytes(AddressLimit.PartitionOf(address)), "client-mark").AsSpan(0, 6));

    /// <returns>What about ways into accounts is about to be written. A secret that is only sealed anew is none.</returns>
    public static IReadOnlyList<(Guid Account, string What)> WaysInChanged(this ChangeTracker changes)
    {
        var found = new List<(Guid, string)>();
        foreach (var entry in changes.Entries())
        {
            switch (entry)
            {
                case { Entity: Account account, State: EntityState.Modified }:
                    found.AddRange(ChangesOf(entry).Select(what => (account.Id, what)));
                    break;
                case { Entity: Account account, State: EntityState.Added }:
                    found.Add((account.Id, "account made"));
                    break;
                case { Entity: IdentityUserPasskey<Guid> passkey, State: EntityState.Added or EntityState.Deleted }:
                    found.Add((passkey.UserId, entry.State == EntityState.Added ? "passkey added" : "passkey removed"));
                    break;
                case { Entity: RecoveryCode code, State: EntityState.Added }:
                    found.Add((code.AccountId, "recovery codes made"));
                    break;
            }
        }
        return [.. found.Distinct()];
    }

    private static IEnumerable<string> ChangesOf(EntityEntry account)
    {
        bool IsNew(string property) => !Equals(account.Property(property).CurrentValue, account.Property(property).OriginalValue);
        if (IsNew(nameof(Account.PasswordHash)))
        {
            yield return "password";
        }
        if (IsNew(nameof(Account.NormalizedEmail)))
        {
            yield return "e-mail address";
        }
        if (IsNew(nameof(Account.Role)))
        {
            yield return "role";
        }
        var totp = account.Property(nameof(Account.SealedTotpSecret));
        if (totp.CurrentValue is null != totp.OriginalValue is null)
        {
            yield return totp.CurrentValue is null ? "authenticator app off" : "authenticator app on";
        }
    }
}
