using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Avanii.Web.Mail;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Avanii.Web.Accounts;

/// <summary>Moves an account to another e-mail address, once it is proved that the address is theirs.</summary>
/// <remarks>The link carries all that is known of the request, sealed for the account and its security stamp: it is good once, and a new
/// password ends it. It opens nothing to somebody who is not signed in: a mistyped address is a stranger's. It is short, because it
/// also has to go through the sign-in's own address.</remarks>
public sealed class EmailChange(
    AccountsDbContext db,
    UserManager<Account> accounts,
    Sessions sessions,
    Mailer mailer,
    AccountLetters letters,
    SecurityNotices notices,
    UndoLink undo,
    SecretKey secret,
    TimeProvider clock)
{
    private static readonly TimeSpan s_goodFor = TimeSpan.FromHours(1);

    /// <summary>Sends the link there and a notice to the present address. Whether the new one has an account already is seen only in its mailbox.</summary>
    public async Task AskAsync(Account account, string email, CancellationToken ct)
    {
        mailer.Enqueue(email, await accounts.FindByEmailAsync(email) is null
            ? letters.NewAddress($"/account/email/confirm?link={LinkFor(account, email)}")
            : letters.AddressTaken());
        notices.Enqueue(account.Email!, account.Name, SecurityChange.EmailChangeAsked);
        await db.SaveChangesAsync(ct);
    }

    /// <returns>The new address, or null when the link is not good for this account: too old, used, somebody else's, not ours.</returns>
    public string? Read(string? link, Account account)
    {
        try
        {
            var open = secret.Open(Base64Url.DecodeFromChars(link), Purpose(account));
            var endsAt = DateTimeOffset.FromUnixTimeSeconds(BitConverter.ToInt64(open));
            return clock.GetUtcNow() < endsAt ? Encoding.UTF8.GetString(open.AsSpan(sizeof(long))) : null;
        }
        catch (Exception e) when (e is CryptographicException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Changes the address and signs out everywhere else.</summary>
    /// <param name="account">Whose; tracked by the context.</param>
    /// <param name="link">From the mail.</param>
    /// <param name="keep">The session to keep.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>False when the link is not good, or the address has an account by now.</returns>
    public async Task<bool> FinishAsync(Account account, string? link, Guid keep, CancellationToken ct)
    {
        if (Read(link, account) is not { } email)
        {
            return false;
        }
        var before = account.Email!;
        var takeBack = await undo.PathForAsync(account, ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        try
        {
            if (!(await accounts.SetEmailAsync(account, email)).Succeeded)
            {
                return false;
            }
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return false;
        }
        account.EmailConfirmed = true;
        notices.Enqueue(before, account.Name, SecurityChange.EmailChanged, takeBack);
        await db.SaveChangesAsync(ct);
        await sessions.EndAllAsync(account.Id, keep, ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    private string LinkFor(Account account, string email) => Base64Url.EncodeToString(secret.Seal(
        [.. BitConverter.GetBytes((clock.GetUtcNow() + s_goodFor).ToUnixTimeSeconds()), .. Encoding.UTF8.GetBytes(email)], Purpose(account)));

    private static string Purpose(Account account) => $"email-change:{account.Id}:{account.SecurityStamp}";
}
