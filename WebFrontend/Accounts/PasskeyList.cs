using System.Buffers.Text;
using Avanii.ServiceDefaults;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Avanii.Web.Accounts;

/// <summary>Somebody's passkeys. Who asks names the account: another one's are not there.</summary>
public sealed class PasskeyList(AccountsDbContext db, UserManager<Account> accounts, SecurityNotices notices, UndoLink undo)
{
    /// <summary>One for each device, and an end to what one account can write.</summary>
    public const int MaxPasskeys = 20;

    /// <summary>How a passkey is called to its owner.</summary>
    public const int MaxNameLength = 60;

    public async Task<IReadOnlyList<PasskeyView>> ListAsync(Guid accountId, CancellationToken ct) =>
    [
        .. (await db.Passkeys.AsNoTracking().Where(p => p.UserId == accountId).ToListAsync(ct))
            .OrderBy(p => p.Data.CreatedAt)
            .Select(p => new PasskeyView(Base64Url.EncodeToString(p.CredentialId), p.Data.Name ?? "Passkey", p.Data.CreatedAt)),
    ];

    /// <returns>False when the list is full, or the passkey is known already.</returns>
    public async Task<bool> AddAsync(Account account, UserPasskeyInfo passkey, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockAccountAsync(account.Id, ct);
        if (await db.Passkeys.CountAsync(p => p.UserId == account.Id, ct) >= MaxPasskeys)
        {
            return false;
        }
        notices.Enqueue(account.Email!, account.Name, SecurityChange.PasskeyAdded, await undo.PathForAsync(account, ct));
        try
        {
            if (!(await accounts.AddOrUpdatePasskeyAsync(account, passkey)).Succeeded) // saves
            {
                return false;
            }
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return false;
        }
        await accounts.RenewStampAsync(account);
        await transaction.CommitAsync(ct);
        return true;
    }

    /// <returns>False when there is no such passkey.</returns>
    public async Task<bool> RenameAsync(Guid accountId, string id, string name, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockAccountAsync(accountId, ct);
        if (await FindAsync(accountId, id, ct) is not { } passkey)
        {
            return false;
        }
        passkey.Data.Name = name;
        await db.SaveChangesAsync(ct);
        var stamp = AccountLocks.NewConcurrencyStamp(); // a sign-in at this moment would write the old name back, with the counter
        await db.Accounts.Where(a => a.Id == accountId).ExecuteUpdateAsync(set => set.SetProperty(a => a.ConcurrencyStamp, stamp), ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    /// <summary>Takes a passkey away, unless it is the last way in.</summary>
    public async Task<PasskeyRemoval> RemoveAsync(Account account, string id, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockAccountAsync(account.Id, ct); // two tabs, a passkey each: one of them is the last
        await db.Entry(account).ReloadAsync(ct);
        if (await FindAsync(account.Id, id, ct) is not { } passkey)
        {
            return PasskeyRemoval.NotThere;
        }
        if (await db.Passkeys.CountAsync(p => p.UserId == account.Id, ct) == 1)
        {
            if (account.PasswordHash is null)
            {
                return PasskeyRemoval.LastWayIn;
            }
            if (account.Role != Roles.Shopper && account.SealedTotpSecret is null)
            {
                return PasskeyRemoval.LastSecondFactor;
            }
        }
        db.Passkeys.Remove(passkey);
        notices.Enqueue(account.Email!, account.Name, SecurityChange.PasskeyRemoved);
        await accounts.RenewStampAsync(account); // also: a sign-in with it at this moment would put it back
        await transaction.CommitAsync(ct);
        return PasskeyRemoval.Done;
    }

    private async Task<IdentityUserPasskey<Guid>?> FindAsync(Guid accountId, string id, CancellationToken ct)
    {
        if (!Base64Url.IsValid(id))
        {
            return null;
        }
        var credentialId = Base64Url.DecodeFromChars(id);
        return await db.Passkeys.SingleOrDefaultAsync(p => p.UserId == accountId && p.CredentialId == credentialId, ct);
    }
}

/// <param name="Id">For addresses: the credential's id.</param>
public sealed record PasskeyView(string Id, string Name, DateTimeOffset CreatedAt);

public enum PasskeyRemoval
{
    Done,
    NotThere,

    /// <summary>The account has no password and no other passkey.</summary>
    LastWayIn,

    /// <summary>They work here, have no other passkey and no app: the password alone would open the way to a new one.</summary>
    LastSecondFactor,
}
