using Avanii.Web.Texts;
using Microsoft.AspNetCore.Identity;

namespace Avanii.Web.Accounts;

/// <summary>Gives an account another password, or its first one.</summary>
public sealed class PasswordChange(AccountsDbContext db, UserManager<Account> accounts, Sessions sessions, SecurityNotices notices)
{
    /// <summary>The password, the end of all other sessions and the letter commit together.</summary>
    /// <param name="account">Whose; tracked by the context. It was made sure that it is they.</param>
    /// <param name="password">The new one.</param>
    /// <param name="keep">The session to keep.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>Null when it is done.</returns>
    public async Task<Refusal?> ToAsync(Account account, string password, Guid keep, CancellationToken ct)
    {
        var change = account.PasswordHash is null ? SecurityChange.PasswordSet : SecurityChange.PasswordChanged;
        foreach (var validator in accounts.PasswordValidators)
        {
            if (await validator.ValidateAsync(accounts, account, password) is { Succeeded: false } bad)
            {
                return new(string.Join(" ", bad.Errors.Select(e => e.Description)));
            }
        }
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        account.PasswordHash = accounts.PasswordHasher.HashPassword(account, password);
        notices.Enqueue(account.Email!, account.Name, change);
        if (await accounts.UpdateSecurityStampAsync(account) is { Succeeded: false }) // saves; links that were sent before die with the stamp
        {
            return new(AccountTexts.ChangedMeanwhile, StatusCodes.Status409Conflict);
        }
        await sessions.EndAllAsync(account.Id, keep, ct);
        await transaction.CommitAsync(ct);
        return null;
    }
}
