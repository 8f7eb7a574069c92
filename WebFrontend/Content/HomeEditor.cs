using Avanii.Web.Accounts;
using Avanii.Web.BackOffice;
using Avanii.Web.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Web.Content;

/// <summary>Arranges the front page.</summary>
public sealed class HomeEditor(AccountsDbContext db, AuditLog log, ContentPages pages, TimeProvider clock)
{
    /// <summary>A front page is no place for more.</summary>
    public const int LongestText = 10_000;

    public const int MostCards = 6;

    /// <returns>The layout, and its revision; 0: as the shop comes.</returns>
    public async Task<(HomeLayout Layout, int Revision)> ReadAsync(CancellationToken ct) =>
        await db.Home.AsNoTracking().SingleOrDefaultAsync(ct) is { } home ? (home.Layout.Complete(), home.Revision) : (HomeLayout.Default, 0);

    /// <param name="actor">Who.</param>
    /// <param name="seen">The revision that they looked at.</param>
    /// <param name="what">For the log: which section, and what of it.</param>
    /// <param name="change">Makes the new layout of the old one.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<ContentOutcome> ChangeAsync(Actor actor, int seen, string what, Func<HomeLayout, HomeLayout> change, CancellationToken ct)
    {
        await using var transaction = await db.BeginContentChangeAsync(ct);
        var home = await db.Home.SingleOrDefaultAsync(ct);
        if ((home?.Revision ?? 0) != seen)
        {
            return ContentOutcome.Changed;
        }
        home ??= db.Home.Add(new() { Layout = HomeLayout.Default }).Entity;
        (home.Layout, home.Revision, home.ChangedAt) = (change(home.Layout.Complete()), home.Revision + 1, clock.GetUtcNow());
        log.Add(actor, StaffAreas.Settings, AuditActions.ChangedHome, details: what);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        pages.Forget();
        return ContentOutcome.Saved;
    }
}
