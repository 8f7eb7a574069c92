using Avanii.Web.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Web.BackOffice;

/// <summary>Rights change one at a time, and each change looks first what is true now: of two owners who end each other, the second is none any more.</summary>
internal static class StaffLocks
{
    /// <summary>Until the transaction ends, nobody else changes rights.</summary>
    public static Task<int> LockStaffAsync(this AccountsDbContext db, CancellationToken ct) =>
        db.Database.ExecuteSqlRawAsync("SELECT pg_advisory_xact_lock(4716)", ct);

    public static Task<Rights> RightsNowAsync(this AccountsDbContext db, Actor actor, CancellationToken ct) =>
        actor.AccountId is { } id ? db.RightsNowAsync(id, ct) : Task.FromResult(actor.Rights);

    /// <param name="db">The accounts.</param>
    /// <param name="subject">Who; a command's is an owner's.</param>
    /// <param name="ct">Ends the wait.</param>
    public static Task<Rights> RightsNowAsync(this AccountsDbContext db, string subject, CancellationToken ct) =>
        Account.IdOf(subject) is { } id ? db.RightsNowAsync(id, ct) : Task.FromResult(Rights.Owner);

    private static async Task<Rights> RightsNowAsync(this AccountsDbContext db, Guid id, CancellationToken ct) =>
        await db.Accounts.Where(a => a.Id == id).Select(a => new { a.Role, a.Areas }).SingleOrDefaultAsync(ct) is { } now ? new(now.Role, now.Areas) : Rights.None;
}
