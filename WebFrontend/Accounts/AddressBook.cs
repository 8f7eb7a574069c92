using Microsoft.EntityFrameworkCore;

namespace Avanii.Web.Accounts;

/// <summary>Somebody's addresses. Who asks names the account: another one's addresses are not there.</summary>
public sealed class AddressBook(AccountsDbContext db)
{
    /// <summary>Enough for everybody's relatives, and an end to what one account can write.</summary>
    public const int MaxAddresses = 20;

    /// <returns>The default first, then the newest.</returns>
    public Task<List<SavedAddress>> ListAsync(Guid accountId, CancellationToken ct) =>
        db.Addresses.AsNoTracking().Where(a => a.AccountId == accountId).OrderByDescending(a => a.IsDefault).ThenByDescending(a => a.Id).ToListAsync(ct);

    public Task<SavedAddress?> FindAsync(Guid accountId, Guid id, CancellationToken ct) =>
        db.Addresses.AsNoTracking().SingleOrDefaultAsync(a => a.AccountId == accountId && a.Id == id, ct);

    /// <summary>Adds an address, or puts it in the place of the one with its id. The first one is the default.</summary>
    /// <returns>False when the book is full, has no such address, or went with its account.</returns>
    public Task<bool> SaveAsync(SavedAddress address, CancellationToken ct) => SaveAsync(address, unless: _ => false, ct);

    /// <summary>Keeps an address that was typed elsewhere, unless it is there already, the book is full, or it went with its account.</summary>
    public Task KeepAsync(SavedAddress address, CancellationToken ct) => SaveAsync(address, unless: address.IsSameAs, ct);

    private async Task<bool> SaveAsync(SavedAddress address, Predicate<SavedAddress> unless, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await OpenAsync(address.AccountId, ct) is not { } all || all.Exists(unless))
        {
            return false;
        }
        var known = all.Find(a => a.Id == address.Id);
        if (known is null && (address.Id != Guid.Empty || all.Count >= MaxAddresses))
        {
            return false;
        }
        if (address.IsDefault && all.Find(a => a.IsDefault && a != known) is { } before)
        {
            before.IsDefault = false;
            await db.SaveChangesAsync(ct); // first: a unique index lets no two be the default, not even for a moment
        }
        if (known is null)
        {
            db.Addresses.Add(Copy(address, into: new SavedAddress
            {
                Id = Guid.CreateVersion7(), AccountId = address.AccountId, Name = "", Street = "", PostalCode = "", City = "", Country = "", IsDefault = all.Count == 0,
            }));
        }
        else
        {
            Copy(address, into: known);
        }
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    /// <returns>False when there is no such address.</returns>
    public async Task<bool> RemoveAsync(Guid accountId, Guid id, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await OpenAsync(accountId, ct) is not { } all || all.Find(a => a.Id == id) is not { } gone)
        {
            return false;
        }
        db.Addresses.Remove(gone);
        await db.SaveChangesAsync(ct);
        if (gone.IsDefault && all.Where(a => a != gone).MaxBy(a => a.Id) is { } next)
        {
            next.IsDefault = true;
            await db.SaveChangesAsync(ct);
        }
        await transaction.CommitAsync(ct);
        return true;
    }

    /// <summary>Locks the account's row: two tabs that add at once would else both see room for one more, or both add a first one.</summary>
    /// <returns>Null when the account is gone.</returns>
    private async Task<List<SavedAddress>?> OpenAsync(Guid accountId, CancellationToken ct)
    {
        var locked = await db.Database.SqlQuery<Guid>($"SELECT id FROM accounts WHERE id = {accountId} FOR UPDATE").ToListAsync(ct);
        return locked.Count == 0 ? null : await db.Addresses.Where(a => a.AccountId == accountId).ToListAsync(ct);
    }

    private static SavedAddress Copy(SavedAddress from, SavedAddress into)
    {
        (into.Name, into.Street, into.Extra, into.PostalCode) = (from.Name, from.Street, from.Extra, from.PostalCode);
        (into.City, into.Country, into.Phone) = (from.City, from.Country, from.Phone);
        into.IsDefault |= from.IsDefault; // another one becomes it, or none does
        return into;
    }
}
