using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Web.Accounts;

/// <summary>How those take turns who change the ways into an account at once.</summary>
internal static class AccountLocks
{
    /// <summary>Holds the account's row until the transaction ends.</summary>
    public static Task LockAccountAsync(this AccountsDbContext db, Guid accountId, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"SELECT FROM accounts WHERE id = {accountId} FOR UPDATE", ct);

    /// <summary>For a change that goes around the tracked account: whoever read the account before it cannot write the old value back.</summary>
    public static string NewConcurrencyStamp() => Guid.NewGuid().ToString();

    /// <summary>Saves the account with a new security stamp: links and half-made sign-ins from before are void. Sessions go on.</summary>
    /// <exception cref="DbUpdateConcurrencyException">Somebody else has changed the account since it was read; the page says so (409).</exception>
    public static async Task RenewStampAsync(this UserManager<Account> accounts, Account account)
    {
        var result = await accounts.UpdateSecurityStampAsync(account);
        if (!result.Succeeded)
        {
            throw result.Errors.Any(e => e.Code == nameof(IdentityErrorDescriber.ConcurrencyFailure))
                ? new DbUpdateConcurrencyException("The account was changed at the same time.")
                : new InvalidOperationException($"The account could not be saved: {result}");
        }
    }
}
