using Avanii.ServiceDefaults;
using Avanii.Web.Accounts;
using Avanii.Web.Contracts;
using Avanii.Web.Mail;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Web.BackOffice;

/// <summary>What staff see of a shopper's account: enough to help on the phone, nothing that opens it.</summary>
/// <param name="TwoStep">A code is asked for after the password.</param>
public sealed record CustomerView(Guid Id, string Name, string Email, DateTimeOffset RegisteredAt, bool TwoStep, int Passkeys, IReadOnlyList<CustomerSession> Sessions);

/// <param name="Device">The browser, in words.</param>
public sealed record CustomerSession(string Device, DateTimeOffset SignedInAt, DateTimeOffset LastSeenAt);

/// <summary>Helps shoppers with their accounts. Each look is written down, also one for an address that has none. Accounts of people
/// who work for the shop are not here: who may end an owner's sessions is a question for owners.</summary>
public sealed class CustomerDesk(
    AccountsDbContext db,
    UserManager<Account> accounts,
    Sessions sessions,
    ResetLink resetLink,
    AttemptLimits limits,
    AuditLog log,
    Mailer mailer,
    AccountLetters letters,
    TimeProvider clock)
{
    /// <summary>Who finds an account and opens it within this has looked once.</summary>
    private static readonly TimeSpan s_sameLook = TimeSpan.FromMinutes(1);

    private const int ResetsForAnEmail = 5;
    private static readonly TimeSpan s_resetWindow = TimeSpan.FromHours(1);

    /// <param name="email">The whole address: nobody leafs through the shoppers.</param>
    /// <returns>Whose it is, and the look's number, for <see cref="ReadAsync"/>; null: nobody's.</returns>
    public async Task<(Guid Id, long Look)?> FindAsync(Actor actor, string email, CancellationToken ct)
    {
        // Already that an address has an account is worth knowing, so it is written down before it is said.
        var id = await accounts.FindByEmailAsync(email) is { Role: Roles.Shopper } account ? account.Id : (Guid?)null;
        var entry = id is null
            ? log.Add(actor, StaffAreas.Customers, AuditActions.LookedInVain) // not for whom: the address may be anybody's
            : log.Add(actor, StaffAreas.Customers, AuditActions.LookedAt, id);
        await db.SaveChangesAsync(ct);
        return id is { } found ? (found, entry.Id) : null;
    }

    /// <param name="look">Of the search that led here; a number that was made up, or is somebody else's or old, is none.</param>
    /// <returns>Null: there is no such shopper.</returns>
    public async Task<CustomerView?> ReadAsync(Actor actor, Guid id, long? look, CancellationToken ct)
    {
        var found = await Shoppers(id).Select(a => new { a.Name, a.Email, a.CreatedAt, TwoStep = a.SealedTotpSecret != null, Passkeys = db.Passkeys.Count(p => p.UserId == a.Id) })
            .SingleOrDefaultAsync(ct);
        if (found is null)
        {
            return null;
        }
        var since = clock.GetUtcNow() - s_sameLook;
        if (look is null || !await db.AuditEntries.AnyAsync(e => e.Id == look && e.By == actor.Subject && e.AboutId == id && e.What == AuditActions.LookedAt && e.At > since, ct))
        {
            log.Add(actor, StaffAreas.Customers, AuditActions.LookedAt, id);
            await db.SaveChangesAsync(ct);
        }
        var open = (await sessions.ListAsync(id, ct)).ConvertAll(s => new CustomerSession(BrowserName.Of(s.Device), s.SignedInAt, s.LastSeenAt));
        return new(id, found.Name, found.Email!, found.CreatedAt, found.TwoStep, found.Passkeys, open);
    }

    /// <summary>Signs a shopper out everywhere.</summary>
    /// <returns>False: there is no such shopper.</returns>
    public async Task<bool> EndSessionsAsync(Actor actor, Guid id, CancellationToken ct)
    {
        if (!await Shoppers(id).AnyAsync(ct))
        {
            return false;
        }
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var count = await db.Sessions.CountAsync(s => s.AccountId == id, ct);
        await sessions.EndAllAsync(id, except: null, ct);
        log.Add(actor, StaffAreas.Customers, AuditActions.SignedOut, id, details: count == 1 ? "1 session" : $"{count} sessions");
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    /// <summary>Writes to the account's own address, as if its owner had asked; counted together with what they ask for.</summary>
    /// <returns>Whether there is such a shopper; and how long to wait, when that was asked for too often.</returns>
    public async Task<(bool Found, TimeSpan? Pause)> SendResetAsync(Actor actor, Guid id, CancellationToken ct)
    {
        if (await Shoppers(id).SingleOrDefaultAsync(ct) is not { } account)
        {
            return (false, null);
        }
        if (await limits.TryAsync("reset", account.NormalizedEmail!, ResetsForAnEmail, s_resetWindow, ct) is { } pause)
        {
            return (true, pause);
        }
        mailer.Enqueue(account.Email!, letters.Reset(await resetLink.PathForAsync(account)));
        log.Add(actor, StaffAreas.Customers, AuditActions.SentReset, id);
        await db.SaveChangesAsync(ct);
        return (true, null);
    }

    private IQueryable<Account> Shoppers(Guid id) => db.Accounts.AsNoTracking().Where(a => a.Id == id && a.Role == Roles.Shopper);
}
