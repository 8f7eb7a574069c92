using Avanii.Web.Mail;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Avanii.Web.Accounts;

/// <summary>What a link “This was not me” would take back now.</summary>
/// <param name="Email">Where the letter went, and where the new password will be chosen.</param>
/// <param name="AddressAgain">The account has another address by now: it gets this one back.</param>
/// <param name="Passkeys">The names of those that were added since.</param>
/// <param name="TwoStepOff">An authenticator app was set up since.</param>
public sealed record Undoing(string Email, bool AddressAgain, IReadOnlyList<string> Passkeys, bool TwoStepOff);

public enum UndoOutcome
{
    Done,

    /// <summary>The link is not good, not any more, or nothing is left that it could take back.</summary>
    Stale,

    /// <summary>The address belongs to another account by now. Nothing was changed.</summary>
    AddressTaken,
}

/// <summary>Gives an account back to whom it was taken from: all ways in that were made since the letter was written are closed, and the
/// password, which a thief may know, opens nothing until a new one is chosen.</summary>
public sealed class UndoChange(
    AccountsDbContext db,
    UserManager<Account> accounts,
    Sessions sessions,
    UndoLink link,
    ResetLink reset,
    AuthenticatorApp app,
    Mailer mailer,
    AccountLetters letters,
    TimeProvider clock,
    ILogger<UndoChange> logger)
{
    /// <summary>Only looks.</summary>
    /// <returns>Null when the link is of no use.</returns>
    public async Task<Undoing?> FindAsync(string? key, CancellationToken ct)
    {
        return link.Open(key) is { } before
            && !await IsVoidAsync(before, ct)
            && await db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == before.AccountId, ct) is { } account
            ? Read(account, before, await NewPasskeysAsync(before, ct))
            : null;
    }

    /// <summary>Takes it all back, ends every session and sends a link for a new password to where the letter went, in one commit.</summary>
    public async Task<UndoOutcome> RunAsync(string? key, CancellationToken ct)
    {
        if (link.Open(key) is not { } before)
        {
            return UndoOutcome.Stale;
        }
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockAccountAsync(before.AccountId, ct);
        var passkeys = await NewPasskeysAsync(before, ct);
        if (await IsVoidAsync(before, ct)
            || await db.Accounts.SingleOrDefaultAsync(a => a.Id == before.AccountId, ct) is not { } account
            || Read(account, before, passkeys) is not { } undoing)
        {
            return UndoOutcome.Stale;
        }
        var (thiefs, now) = (account.Email!, clock.GetUtcNow());
        await db.UsedUndoLinks.Where(used => used.UsedAt < now - UndoLink.Lifetime).ExecuteDeleteAsync(ct); // they void nothing any more
        db.UsedUndoLinks.Add(new() { Id = before.Id, AccountId = account.Id, WrittenAt = before.WrittenAt, UsedAt = now });
        db.Passkeys.RemoveRange(passkeys);
        account.PasswordHash = null;
        if (undoing.TwoStepOff)
        {
            account.SealedTotpSecret = null;
            await db.RecoveryCodes.Where(c => c.AccountId == account.Id).ExecuteDeleteAsync(ct);
        }
        if (undoing.AddressAgain)
        {
            if (!await TrySetEmailAsync(account, before.Email))
            {
                return UndoOutcome.AddressTaken;
            }
            account.EmailConfirmed = true; // the link came from there
            mailer.Enqueue(thiefs, letters.AddressTakenBack());
        }
        await accounts.RenewStampAsync(account); // the end of a change of address that is under way, and of codes half shown
        await sessions.EndAllAsync(account.Id, except: null, ct);
        mailer.Enqueue(before.Email, letters.Undone(await reset.PathForAsync(account)));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        logger.LogWarning("The owner of account {Account} says that somebody else got in; what was changed is taken back.", account.Id);
        return UndoOutcome.Done;
    }

    private Undoing? Read(Account account, UndoLink.AccountBefore before, List<IdentityUserPasskey<Guid>> passkeys)
    {
        var undoing = new Undoing(
            before.Email,
            account.Email != before.Email,
            passkeys.ConvertAll(p => p.Data.Name ?? "Passkey"),
            app.SecretOf(account) is { } secret && !before.HadApp(secret));
        return undoing is { AddressAgain: false, Passkeys: [], TwoStepOff: false } ? null : undoing;
    }

    private async Task<List<IdentityUserPasskey<Guid>>> NewPasskeysAsync(UndoLink.AccountBefore before, CancellationToken ct) =>
        (await db.Passkeys.Where(p => p.UserId == before.AccountId).ToListAsync(ct)).FindAll(p => !before.HadPasskey(p.CredentialId));

    private async Task<bool> TrySetEmailAsync(Account account, string email)
    {
        try
        {
            return (await accounts.SetEmailAsync(account, email)).Succeeded;
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return false;
        }
    }

    private async Task<bool> IsVoidAsync(UndoLink.AccountBefore before, CancellationToken ct) =>
        (await db.UsedUndoLinks.AsNoTracking().Where(used => used.AccountId == before.AccountId).ToListAsync(ct)).Exists(used => used.Voids(before));
}
