using Avanii.ServiceDefaults;
using Avanii.Web.BackOffice;
using Avanii.Web.Contracts;
using Avanii.Web.Mail;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Avanii.Web.Accounts;

/// <summary>What a link “This was not me” would take back now.</summary>
/// <param name="Email">Where the letter went, and where the new password will be chosen.</param>
/// <param name="AddressAgain">The account has another address by now: it gets this one back.</param>
/// <param name="Passkeys">The names of those that were added since; of all, when the address has changed.</param>
/// <param name="TwoStepOff">An authenticator app was set up since.</param>
/// <param name="RightsEnd">They work here, and no second factor is left.</param>
public sealed record Undoing(string Email, bool AddressAgain, IReadOnlyList<string> Passkeys, bool TwoStepOff, bool RightsEnd);

public enum UndoOutcome
{
    Done,

    /// <summary>The link is not good, not any more, or nothing is left that it could take back.</summary>
    Stale,

    /// <summary>The address belongs to another account by now. All else is taken back, and the link stays good for when the address is free.</summary>
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
    AuditLog log,
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
            ? Read(account, before, await PasskeysAsync(before, ct))
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
        await db.LockStaffAsync(ct); // rights may end with it
        await db.LockAccountAsync(before.AccountId, ct);
        var passkeys = await PasskeysAsync(before, ct);
        if (await IsVoidAsync(before, ct)
            || await db.Accounts.SingleOrDefaultAsync(a => a.Id == before.AccountId, ct) is not { } account
            || Read(account, before, passkeys) is not { } undoing)
        {
            return UndoOutcome.Stale;
        }
        var (thiefs, now) = (account.Email!, clock.GetUtcNow());
        await db.UsedUndoLinks.Where(used => used.UsedAt < now - UndoLink.Lifetime).ExecuteDeleteAsync(ct); // they void nothing any more
        db.Passkeys.RemoveRange(ToRemove(account, before, passkeys));
        account.PasswordHash = null;
        if (undoing.TwoStepOff)
        {
            account.SealedTotpSecret = null;
            await db.RecoveryCodes.Where(c => c.AccountId == account.Id).ExecuteDeleteAsync(ct);
        }
        if (undoing.RightsEnd)
        {
            // With the mailbox alone a password is chosen next, and with that a second factor: it must be worth nothing.
            var rights = new Rights(account.Role, account.Areas);
            (account.Role, account.Areas) = (Roles.Shopper, []);
            log.Add(new(account.Subject, rights), StaffAreas.Settings, AuditActions.Ended, account.Id, details: rights.ToString());
        }
        var hasAddress = !undoing.AddressAgain || await TrySetEmailAsync(account, before.Email);
        account.EmailConfirmed = true; // the link came from there
        if (hasAddress)
        {
            db.UsedUndoLinks.Add(new() { Id = before.Id, AccountId = account.Id, WrittenAt = before.WrittenAt, UsedAt = now });
            if (undoing.AddressAgain)
            {
                mailer.Enqueue(thiefs, letters.AddressTakenBack());
            }
        }
        await accounts.RenewStampAsync(account); // the end of a change of address that is under way, and of codes half shown
        await sessions.EndAllAsync(account.Id, except: null, ct);
        if (hasAddress) // else whoever reads the other address could take the account again
        {
            mailer.Enqueue(before.Email, letters.Undone(await reset.PathForAsync(account), undoing.RightsEnd));
        }
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        logger.LogWarning("The owner of account {Account} says that somebody else got in; what was changed is taken back.", account.Id);
        return hasAddress ? UndoOutcome.Done : UndoOutcome.AddressTaken;
    }

    private Undoing? Read(Account account, UndoLink.AccountBefore before, List<IdentityUserPasskey<Guid>> passkeys)
    {
        var removed = ToRemove(account, before, passkeys);
        var twoStepOff = app.SecretOf(account) is { } secret && !before.HadApp(secret);
        var undoing = new Undoing(
            before.Email,
            account.Email != before.Email,
            removed.ConvertAll(p => p.Data.Name ?? "Passkey"),
            twoStepOff,
            account.Role != Roles.Shopper && removed.Count == passkeys.Count && (twoStepOff || account.SealedTotpSecret is null));
        return undoing is { AddressAgain: false, Passkeys: [], TwoStepOff: false } ? null : undoing;
    }

    // Who moved the account may have added a passkey before: the letter about the address does not know it for theirs.
    private static List<IdentityUserPasskey<Guid>> ToRemove(Account account, UndoLink.AccountBefore before, List<IdentityUserPasskey<Guid>> passkeys) =>
        account.Email != before.Email ? passkeys : passkeys.FindAll(p => !before.HadPasskey(p.CredentialId));

    private Task<List<IdentityUserPasskey<Guid>>> PasskeysAsync(UndoLink.AccountBefore before, CancellationToken ct) =>
        db.Passkeys.Where(p => p.UserId == before.AccountId).ToListAsync(ct);

    private async Task<bool> TrySetEmailAsync(Account account, string email)
    {
        var (present, normalized) = (account.Email, account.NormalizedEmail);
        try
        {
            if ((await accounts.SetEmailAsync(account, email)).Succeeded)
            {
                return true;
            }
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            // somebody was quicker by a moment
        }
        (account.Email, account.NormalizedEmail) = (present, normalized);
        return false;
    }

    private async Task<bool> IsVoidAsync(UndoLink.AccountBefore before, CancellationToken ct) =>
        (await db.UsedUndoLinks.AsNoTracking().Where(used => used.AccountId == before.AccountId).ToListAsync(ct)).Exists(used => used.Voids(before));
}
