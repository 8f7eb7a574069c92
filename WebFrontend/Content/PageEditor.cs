using System.Text.RegularExpressions;
using Avanii.Web.Accounts;
using Avanii.Web.BackOffice;
using Avanii.Web.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Avanii.Web.Content;

/// <summary>What came of a change.</summary>
public enum ContentOutcome
{
    Saved,

    /// <summary>It is not there, or not any more.</summary>
    NotThere,

    /// <summary>Somebody else has changed it since it was looked at.</summary>
    Changed,

    /// <summary>There is a page of that name.</summary>
    Taken,

    /// <summary>A shop must have it.</summary>
    Needed,
}

/// <param name="FooterPlace">Null: not in the footer.</param>
/// <param name="Texts">Those that are written.</param>
public sealed record PageDraft(int? FooterPlace, IReadOnlyList<PageText> Texts);

/// <param name="ByName">Null: an account that is deleted, or nobody.</param>
public sealed record RevisionView(int Number, DateTimeOffset At, string? By, string? ByName);

/// <summary>Writes pages. Each save is a revision that can be had back, and a line in the log; who saves says which revision they have seen.</summary>
public sealed partial class PageEditor(AccountsDbContext db, AuditLog log, ContentPages pages, TimeProvider clock)
{
    /// <summary>The longest of a real shop's terms have half of that.</summary>
    public const int LongestText = 50_000;

    public const int LongestTitle = 80;

    /// <summary>How many are kept of a page.</summary>
    private const int MostRevisions = 100;

    /// <returns>The well-known first.</returns>
    public async Task<IReadOnlyList<StoredPage>> ListAsync(CancellationToken ct) =>
        [.. (await db.Pages.AsNoTracking().ToListAsync(ct)).OrderBy(page => KnownPages.PlaceOf(page.Slug)).ThenBy(page => page.Slug, StringComparer.Ordinal)];

    public Task<StoredPage?> FindAsync(string slug, CancellationToken ct) => db.Pages.AsNoTracking().SingleOrDefaultAsync(page => page.Slug == slug, ct);

    /// <returns>The newest first.</returns>
    public async Task<IReadOnlyList<RevisionView>> HistoryAsync(string slug, CancellationToken ct)
    {
        var revisions = await db.PageRevisions.Where(r => r.Slug == slug).OrderByDescending(r => r.Number).Select(r => new { r.Number, r.At, r.By }).ToListAsync(ct);
        var ids = revisions.Select(r => Account.IdOf(r.By ?? "")).OfType<Guid>().Distinct().ToList();
        var names = await db.Accounts.Where(a => ids.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.Name, ct);
        return [.. revisions.Select(r => new RevisionView(r.Number, r.At, r.By, Account.IdOf(r.By ?? "") is { } id ? names.GetValueOrDefault(id) : null))];
    }

    public Task<PageRevision?> FindRevisionAsync(string slug, int number, CancellationToken ct) =>
        db.PageRevisions.AsNoTracking().SingleOrDefaultAsync(r => r.Slug == slug && r.Number == number, ct);

    public async Task<ContentOutcome> AddAsync(Actor actor, string slug, PageDraft draft, CancellationToken ct)
    {
        await using var transaction = await db.BeginContentChangeAsync(ct);
        if (KnownPages.IsKnown(slug) || await db.Pages.AnyAsync(page => page.Slug == slug, ct))
        {
            return ContentOutcome.Taken;
        }
        var page = db.Pages.Add(new() { Slug = slug, Texts = [] }).Entity;
        Write(page, draft, actor);
        log.Add(actor, StaffAreas.Settings, AuditActions.AddedPage, details: slug);
        return await SaveAsync(transaction, ct);
    }

    /// <param name="actor">Who.</param>
    /// <param name="slug">Which page.</param>
    /// <param name="seen">The revision that they looked at.</param>
    /// <param name="draft">What they made of it.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<ContentOutcome> SaveAsync(Actor actor, string slug, int seen, PageDraft draft, CancellationToken ct)
    {
        await using var transaction = await db.BeginContentChangeAsync(ct);
        var (page, outcome) = await OpenAsync(slug, seen, ct);
        if (page is null || IsSame(page, draft))
        {
            return outcome; // saving what is there already is no revision
        }
        Write(page, draft, actor);
        log.Add(actor, StaffAreas.Settings, AuditActions.ChangedPage, details: $"{slug}, {page.Revision}");
        return await SaveAsync(transaction, ct);
    }

    /// <summary>Makes an older revision the newest one.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="slug">Which page.</param>
    /// <param name="number">Which revision.</param>
    /// <param name="seen">The revision that was the newest when they looked.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<ContentOutcome> RestoreAsync(Actor actor, string slug, int number, int seen, CancellationToken ct)
    {
        await using var transaction = await db.BeginContentChangeAsync(ct);
        var (page, outcome) = await OpenAsync(slug, seen, ct);
        if (page is null)
        {
            return outcome;
        }
        if (await FindRevisionAsync(slug, number, ct) is not { } old)
        {
            return ContentOutcome.NotThere;
        }
        Write(page, new(old.FooterPlace, old.Texts), actor);
        log.Add(actor, StaffAreas.Settings, AuditActions.RestoredPage, details: $"{slug}, {number} → {page.Revision}");
        return await SaveAsync(transaction, ct);
    }

    /// <summary>With its history: a page that a shop must have stays.</summary>
    public async Task<ContentOutcome> DeleteAsync(Actor actor, string slug, int seen, CancellationToken ct)
    {
        if (KnownPages.IsKnown(slug))
        {
            return ContentOutcome.Needed;
        }
        await using var transaction = await db.BeginContentChangeAsync(ct);
        var (page, outcome) = await OpenAsync(slug, seen, ct);
        if (page is null)
        {
            return outcome;
        }
        db.Pages.Remove(page);
        log.Add(actor, StaffAreas.Settings, AuditActions.DeletedPage, details: slug);
        return await SaveAsync(transaction, ct);
    }

    /// <returns>How many places of a text are still to be filled in: <c>[[who you are]]</c>.</returns>
    public static int CountGaps(IEnumerable<PageText> texts) => texts.Sum(text => Gap().Count(text.Markdown));

    private async Task<(StoredPage? Page, ContentOutcome Outcome)> OpenAsync(string slug, int seen, CancellationToken ct) =>
        await db.Pages.SingleOrDefaultAsync(page => page.Slug == slug, ct) switch
        {
            null => (null, ContentOutcome.NotThere),
            { } page when page.Revision != seen => (null, ContentOutcome.Changed),
            { } page => (page, ContentOutcome.Saved),
        };

    private static bool IsSame(StoredPage page, PageDraft draft) => page.FooterPlace == draft.FooterPlace && page.Texts.SequenceEqual(draft.Texts);

    private void Write(StoredPage page, PageDraft draft, Actor actor)
    {
        (page.FooterPlace, page.Texts, page.ChangedAt) = (draft.FooterPlace, draft.Texts, clock.GetUtcNow());
        page.Revision++;
        db.PageRevisions.Add(new() { Slug = page.Slug, Number = page.Revision, At = page.ChangedAt, By = actor.Subject, FooterPlace = draft.FooterPlace, Texts = draft.Texts });
    }

    private async Task<ContentOutcome> SaveAsync(IDbContextTransaction transaction, CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        await db.Database.ExecuteSqlAsync(
            $"DELETE FROM content.page_revisions r USING content.pages p WHERE r.slug = p.slug AND r.number <= p.revision - {MostRevisions}", ct);
        await transaction.CommitAsync(ct);
        pages.Forget();
        return ContentOutcome.Saved;
    }

    [GeneratedRegex(@"\[\[.+?\]\]")]
    private static partial Regex Gap();
}
