using Avanii.ServiceDefaults;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Web.Accounts;

/// <summary>Guards what opens the back office. To a shopper a fresh sign-in is enough to change it; somebody who works here has to show what
/// they have already: else the password alone, or the mailbox alone, would give itself a second factor.</summary>
public sealed class SecondFactors(AccountsDbContext db)
{
    /// <summary>Call it after the account was read: a change since then makes its saving fail.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="method">How they signed in: one of <see cref="SignInMethods"/>.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>True when this session may add, replace or remove a passkey, the app or the recovery codes. The first one is anybody's who is
    /// signed in: they were just invited.</returns>
    public async Task<bool> MayChangeAsync(Account account, string method, CancellationToken ct) =>
        account.Role == Roles.Shopper
        || SignInMethods.IsTwoFactors(method)
        || (account.SealedTotpSecret is null && !await db.Passkeys.AnyAsync(p => p.UserId == account.Id, ct));

    /// <returns>True when this session may set up an app: with a recovery code, too, which is for who has lost the one before.</returns>
    public async Task<bool> MaySetUpAppAsync(Account account, string method, CancellationToken ct) =>
        method == SignInMethods.PasswordAndRecoveryCode || await MayChangeAsync(account, method, ct);

    /// <returns>True when they work here and would have no second factor without the app.</returns>
    public async Task<bool> NeedsAppAsync(Account account, CancellationToken ct) =>
        account.Role != Roles.Shopper && !await db.Passkeys.AnyAsync(p => p.UserId == account.Id, ct);
}
