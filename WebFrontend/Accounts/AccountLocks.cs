using Avanii.ServiceDefaults;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Web.Accounts;

/// <summary>How those take turns who change the ways into an account at once.</summary>
internal static class AccountLocks
{
    /// <summary>Holds the account's row until the transaction ends.</summary>
    public static Task LockAccountAsync(this AccountsDbContext db, Guid accountId, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"SELECT FROM accounts WHERE id = {accountId} FOR UPDATE", ct);

    /// <summary>Holds the account's row and those of all owners until the transaction ends. In one statement and in their order: whoever locks
    /// several accounts, such as <see cref="SecretRotation"/>, does so in it, or two wait for each other.</summary>
    /// <returns>It is the shop's last owner, and stays so until the transaction ends or makes another.</returns>
    public static async Task<bool> LockAccountAndOwnersAsync(this AccountsDbContext db, Guid accountId, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"SELECT FROM accounts WHERE role = {Roles.Owner} OR id = {accountId} ORDER BY id FOR UPDATE", ct);
        return await db.Accounts.AnyAsync(a => a.Id == accountId && a.Role == Roles.Owner && !db.Accounts.Any(o => o.Role == Roles.Owner && o.Id != accountId), ct);
    }

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
