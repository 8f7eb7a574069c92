using Avanii.ServiceDefaults;
using Avanii.Web.Mail;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Web.Accounts;

/// <summary>How choosing a new password ended.</summary>
public abstract record ResetOutcome
{
    /// <summary>They have a new password, nobody is signed in to the account any more, and no passkey opens a shopper's.</summary>
    public sealed record Done(Account Account) : ResetOutcome;

    /// <summary>The link is not good, or not any more.</summary>
    public sealed record Stale : ResetOutcome;

    /// <param name="Errors">What is wrong with the password, in sentences.</param>
    public sealed record Refused(IReadOnlyList<string> Errors) : ResetOutcome;
}

/// <summary>A way back in for who has forgotten the password, or never had one.</summary>
public sealed class PasswordReset(
    UserManager<Account> accounts,
    AccountsDbContext db,
    Sessions sessions,
    SignIn signIn,
    ResetLink link,
    AttemptLimits limits,
    Mailer mailer,
    AccountLetters letters,
    SecurityNotices notices)
{
    private const int FromAnAddress = 30, WithAnEmail = 5;
    private static readonly TimeSpan s_window = TimeSpan.FromHours(1);

    /// <summary>Sends the mail that the address is due: a link to an account's, a word to any other. Both cost the same work.</summary>
    /// <param name="email">As typed.</param>
    /// <param name="address">The browser's.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>Null, whether or not the address has an account; else after how long it may be tried again.</returns>
    public async Task<TimeSpan?> RequestAsync(string email, string? address, CancellationToken ct)
    {
        if (await limits.TryFromAsync("reset", address, FromAnAddress, s_window, ct) is { } flood)
        {
            return flood;
        }
        if (await limits.TryAsync("reset", accounts.NormalizeEmail(email), WithAnEmail, s_window, ct) is { } pause)
        {
            return pause;
        }
        var account = await accounts.FindByEmailAsync(email);
        var path = await link.PathForAsync(account ?? Nobody());
        // To the address as it was proved: two that look alike to the database may be two people's.
        mailer.Enqueue(account?.Email ?? email, account is null ? letters.NoAccount() : letters.Reset(path));
        await db.SaveChangesAsync(ct);
        return null;
    }

    /// <param name="key">Of the link.</param>
    /// <param name="password">As typed.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<ResetOutcome> CompleteAsync(string? key, string password, CancellationToken ct)
    {
        if (await link.OpenAsync(key) is not var (account, token))
        {
            return new ResetOutcome.Stale();
        }
        await using (var transaction = await db.Database.BeginTransactionAsync(ct))
        {
            var result = await accounts.ResetPasswordAsync(account, token, password);
            if (!result.Succeeded)
            {
                return result.Errors.Any(e => e.Code is nameof(IdentityErrorDescriber.InvalidToken) or nameof(IdentityErrorDescriber.ConcurrencyFailure))
                    ? new ResetOutcome.Stale() // the link was used at the same moment
                    : new ResetOutcome.Refused([.. result.Errors.Select(e => e.Description)]);
            }
            await sessions.EndAllAsync(account.Id, except: null, ct);
            // Whoever made it necessary may have added one. Which ones are whose, nobody can tell who has only the mailbox to show. The authenticator
            // app stays: what can be read in a mailbox does not take the second factor's place; see UndoLink for one that a thief has set up.
            // Those of people who work here stay, too: else the mailbox alone would clear the way for a second factor of its own.
            var passkeys = account.Role == Roles.Shopper ? await db.Passkeys.Where(p => p.UserId == account.Id).ExecuteDeleteAsync(ct) : 0;
            notices.Enqueue(account.Email!, account.Name, account.Role == Roles.Shopper ? SecurityChange.PasswordReset : SecurityChange.StaffPasswordReset, passkeys: passkeys);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
        await signIn.ForgetAttemptsAsync(account, ct);
        return new ResetOutcome.Done(account);
    }

    private static Account Nobody() => new() { Id = Guid.CreateVersion7(), Name = "", SecurityStamp = Guid.NewGuid().ToString() };
}
