using Avanii.ServiceDefaults;
using Avanii.Web.Accounts;
using Avanii.Web.Contracts;
using Avanii.Web.Mail;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Web.BackOffice;

/// <summary>Somebody who works for the shop.</summary>
/// <param name="Role">Staff or owner.</param>
/// <param name="Areas">What staff may do.</param>
/// <param name="TwoStep">They have an authenticator app.</param>
/// <param name="Passkeys">How many they have.</param>
/// <param name="LastSignedInAt">Null: not since they work here.</param>
/// <param name="Version">Of the account: who changes something says what they have seen.</param>
public sealed record StaffMember(
    Guid Id, string Name, string Email, string Role, IReadOnlyList<string> Areas, bool TwoStep, int Passkeys, DateTimeOffset? LastSignedInAt, string Version)
{
    /// <summary>Without, they get in nowhere.</summary>
    public bool HasSecondFactor => TwoStep || Passkeys > 0;
}

/// <summary>Who works for the shop, and what they may do.</summary>
public sealed class StaffList(AccountsDbContext db, Sessions sessions, AuditLog log, Mailer mailer, StaffLetters letters)
{
    /// <returns>Owners first.</returns>
    public Task<List<StaffMember>> ReadAsync(CancellationToken ct) =>
        Members(db.Accounts.OrderBy(a => a.Role).ThenBy(a => a.Name).ThenBy(a => a.Id)).ToListAsync(ct);

    public Task<StaffMember?> FindAsync(Guid id, CancellationToken ct) => Members(db.Accounts.Where(a => a.Id == id)).SingleOrDefaultAsync(ct);

    /// <returns>Null: done. It holds from the next request in the browser on, and for API clients from the next token on.</returns>
    public Task<StaffRefusal?> ChangeAsync(Actor actor, Guid id, string version, Rights rights, CancellationToken ct) =>
        SetAsync(actor, id, version, rights, AuditActions.Changed, ct);

    /// <summary>They are a shopper again and signed out everywhere; a token that they have is good for five minutes at most.</summary>
    /// <returns>Null: done.</returns>
    public Task<StaffRefusal?> EndAsync(Actor actor, Guid id, string version, CancellationToken ct) =>
        SetAsync(actor, id, version, Rights.None, AuditActions.Ended, ct);

    /// <summary>Signs a colleague out everywhere, who keeps their rights: a laptop was lost, or somebody else may be in it.</summary>
    /// <returns>Null: done.</returns>
    public async Task<StaffRefusal?> EndSessionsAsync(Actor actor, Guid id, CancellationToken ct)
    {
        if (actor.AccountId == id)
        {
            return StaffRefusal.OwnSessions;
        }
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockStaffAsync(ct);
        if (await FindAsync(id, ct) is not { } member)
        {
            return StaffRefusal.NotThere;
        }
        if (!(await db.RightsNowAsync(actor, ct)).MayGive(new(member.Role, member.Areas)))
        {
            return StaffRefusal.TakesAnOwner;
        }
        var count = await db.Sessions.CountAsync(s => s.AccountId == id, ct);
        await sessions.EndAllAsync(id, except: null, ct);
        log.Add(actor, StaffAreas.Settings, AuditActions.SignedOut, id, details: count == 1 ? "1 session" : $"{count} sessions");
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return null;
    }

    private async Task<StaffRefusal?> SetAsync(Actor actor, Guid id, string version, Rights rights, string what, CancellationToken ct)
    {
        if (actor.AccountId == id)
        {
            return StaffRefusal.OwnRights;
        }
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockStaffAsync(ct);
        var isLastOwner = await db.LockAccountAndOwnersAsync(id, ct); // also against an owner who is just deleting their account
        if (await db.Accounts.SingleOrDefaultAsync(a => a.Id == id && a.Role != Roles.Shopper, ct) is not { } account)
        {
            return StaffRefusal.NotThere;
        }
        var before = new Rights(account.Role, account.Areas);
        var mine = await db.RightsNowAsync(actor, ct);
        if (!mine.MayGive(before) || !mine.MayGive(rights))
        {
            return StaffRefusal.TakesAnOwner;
        }
        if (account.ConcurrencyStamp != version)
        {
            return StaffRefusal.Changed;
        }
        if (isLastOwner && rights.Role != Roles.Owner)
        {
            return StaffRefusal.LastOwner;
        }
        (account.Role, account.Areas) = (rights.Role, [.. rights.Areas]);
        account.SecurityStamp = account.ConcurrencyStamp = Guid.NewGuid().ToString(); // links and half sign-ins of before end
        // What they were offered before was offered to who they were: an invitation to owner would outlive an end by a day.
        var offers = await db.StaffInvitations.Where(i => i.AccountId == id || i.NormalizedEmail == account.NormalizedEmail).ToListAsync(ct);
        db.StaffInvitations.RemoveRange(offers);
        offers.ForEach(offer => log.Add(actor, StaffAreas.Settings, AuditActions.TookBack, id, details: offer.Rights.ToString()));
        log.Add(actor, StaffAreas.Settings, what, id, details: rights.Role == Roles.Shopper ? before.ToString() : $"{before} → {rights}");
        mailer.Enqueue(account.Email!, rights.Role == Roles.Shopper ? letters.Ended() : letters.Changed(rights));
        await db.SaveChangesAsync(ct);
        if (rights.Role == Roles.Shopper)
        {
            await sessions.EndAllAsync(id, except: null, ct);
        }
        await transaction.CommitAsync(ct);
        return null;
    }

    private IQueryable<StaffMember> Members(IQueryable<Account> query) => query.AsNoTracking().Where(a => a.Role != Roles.Shopper).Select(a => new StaffMember(
        a.Id, a.Name, a.Email!, a.Role, a.Areas, a.SealedTotpSecret != null, db.Passkeys.Count(p => p.UserId == a.Id), a.LastSignedInAt, a.ConcurrencyStamp!));
}
