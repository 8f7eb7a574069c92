using Avanii.ServiceDefaults;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Web.Accounts;

/// <summary>Who is signed in where. Each request of a signed-in browser asks here, so that signing out ends a session at once and everywhere.</summary>
public sealed class Sessions(AccountsDbContext db, SecretKey secret, TimeProvider clock, ILogger<Sessions> logger)
{
    /// <summary>How long a session lives unused, and at all. Staff can do more harm and sit at shared desks.</summary>
    private static readonly TimeSpan s_shopperIdle = TimeSpan.FromDays(30), s_shopperLife = TimeSpan.FromDays(180);
    private static readonly TimeSpan s_staffIdle = TimeSpan.FromHours(1), s_staffLife = TimeSpan.FromHours(12);

    /// <summary>Using a session is noted no more often than this: each note is a write.</summary>
    private static readonly TimeSpan s_noteEvery = TimeSpan.FromMinutes(5);

    private const int LongestDevice = 300;

    public static TimeSpan Lifetime(string role) => role == Roles.Shopper ? s_shopperLife : s_staffLife;

    /// <summary>Begins a session, unless a way into the account was changed since it was read: what was shown then is not what opens it now.</summary>
    /// <param name="account">Who has proved to be themselves, as read before that was checked, or as changed by the same request.</param>
    /// <param name="method">How: one of <see cref="SignInMethods"/>.</param>
    /// <param name="device">The client as it calls itself.</param>
    /// <param name="address">The client's.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <param name="refreshHash">For an API client: what its refresh token is known by.</param>
    /// <param name="refreshFamily">For an API client: what all of its refresh tokens are known by.</param>
    /// <exception cref="SignInOverException">It was changed, or deleted. Nothing was written.</exception>
    public async Task<Session> StartAsync(
        Account account, string method, string? device, string? address, CancellationToken ct, byte[]? refreshHash = null, byte[]? refreshFamily = null)
    {
        var now = clock.GetUtcNow();
        var session = new Session
        {
            Id = Guid.NewGuid(),
            AccountId = account.Id,
            SignedInAt = now,
            LastSeenAt = now,
            EndsAt = now + Lifetime(account.Role),
            Method = method,
            Device = Shortened(device),
            Address = address,
            RefreshHash = refreshHash,
            RefreshFamily = refreshFamily,
        };
        await using (var transaction = await db.Database.BeginTransactionAsync(ct))
        {
            // Who changes a way in holds the row: they come before, and the stamp is another, or behind, and end this session with the others.
            if (await db.Database.SqlQuery<string?>($"SELECT security_stamp FROM accounts WHERE id = {account.Id} FOR SHARE").ToListAsync(ct) is not [var stamp]
                || stamp != account.SecurityStamp)
            {
                db.ChangeTracker.Clear(); // nor is there anything to write about
                throw new SignInOverException();
            }
            db.Sessions.Add(session);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
        logger.SignedIn(account.Id, method, secret.ClientMark(address));
        if (account.Role != Roles.Shopper)
        {
            // For the list of staff; how often shoppers come by is nobody's business.
            await db.Accounts.Where(a => a.Id == account.Id).ExecuteUpdateAsync(set => set.SetProperty(a => a.LastSignedInAt, now), ct);
        }
        return session;
    }

    /// <returns>Who is signed in there, or null when the session is over.</returns>
    public async Task<SignedIn?> FindAsync(Guid id, CancellationToken ct)
    {
        var found = await db.Sessions.Where(s => s.Id == id)
            .Join(db.Accounts, s => s.AccountId, a => a.Id, (s, a) => new { s.SignedInAt, s.LastSeenAt, s.EndsAt, s.Method, a.Id, a.Email, a.Name, a.Role, a.Areas, a.SecurityStamp })
            .SingleOrDefaultAsync(ct);
        var now = clock.GetUtcNow();
        if (found is null || now >= found.EndsAt || now - found.LastSeenAt >= (found.Role == Roles.Shopper ? s_shopperIdle : s_staffIdle))
        {
            return null;
        }
        if (now - found.LastSeenAt >= s_noteEvery)
        {
            await db.Sessions.Where(s => s.Id == id).ExecuteUpdateAsync(set => set.SetProperty(s => s.LastSeenAt, now), ct);
        }
        return new(id, found.Id, found.Email!, found.Name, found.Role, found.Areas, found.SignedInAt, found.Method) { SecurityStamp = found.SecurityStamp! };
    }

    /// <returns>The account's sessions that have not ended, the one used last first.</returns>
    public Task<List<Session>> ListAsync(Guid accountId, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var (shopperUnused, staffUnused) = (now - s_shopperIdle, now - s_staffIdle);
        return db.Sessions.AsNoTracking()
            .Where(s => s.AccountId == accountId && s.EndsAt > now)
            .Where(s => s.LastSeenAt > (db.Accounts.Any(a => a.Id == accountId && a.Role == Roles.Shopper) ? shopperUnused : staffUnused))
            .OrderByDescending(s => s.LastSeenAt).ToListAsync(ct);
    }

    /// <returns>What fits in the column. Half of a surrogate pair is no text, and the database refuses it.</returns>
    private static string? Shortened(string? device) => device is { Length: > LongestDevice }
        ? device[..(char.IsHighSurrogate(device[LongestDevice - 1]) ? LongestDevice - 1 : LongestDevice)]
        : device;

    /// <summary>Ends one session of that account. One that is not there or somebody else's is none.</summary>
    public async Task EndAsync(Guid accountId, Guid id, CancellationToken ct) =>
        Note(accountId, await db.Sessions.Where(s => s.AccountId == accountId && s.Id == id).ExecuteDeleteAsync(ct));

    /// <summary>Signs out everywhere.</summary>
    /// <param name="accountId">Who.</param>
    /// <param name="except">The session to keep, if any.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task EndAllAsync(Guid accountId, Guid? except, CancellationToken ct) =>
        Note(accountId, await db.Sessions.Where(s => s.AccountId == accountId && s.Id != except).ExecuteDeleteAsync(ct));

    private void Note(Guid accountId, int ended)
    {
        if (ended > 0)
        {
            logger.SessionsEnded(accountId, ended);
        }
    }
}

/// <summary>A way into the account was changed while somebody signed in by what it was before: to them it is as if that was wrong.</summary>
public sealed class SignInOverException() : Exception("The account was changed at the same time.");

/// <summary>The person behind a request, as the database knows them now.</summary>
/// <param name="SignedInAt">When they last proved who they are.</param>
/// <param name="Method">How: one of <see cref="SignInMethods"/>.</param>
public sealed record SignedIn(
    Guid SessionId, Guid AccountId, string Email, string Name, string Role, IReadOnlyList<string> Areas, DateTimeOffset SignedInAt, string Method)
{
    public string Subject => Account.SubjectOf(AccountId);

    /// <summary>Changes with each way into the account.</summary>
    internal string? SecurityStamp { get; init; }

    /// <summary>They work for the shop, but have shown one factor only: without the second they are shoppers.</summary>
    public bool LacksSecondFactor => Role != Roles.Shopper && !SignInMethods.IsTwoFactors(Method);

    /// <returns>True for the owner, and for staff of that area; whether they have shown two factors is another question.</returns>
    public bool WorksIn(string area) => Role == Roles.Owner || (Role == Roles.Staff && Areas.Contains(area));
}
