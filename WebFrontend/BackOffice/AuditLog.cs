using System.ComponentModel.DataAnnotations;
using Avanii.Web.Accounts;
using Avanii.Web.Contracts;
using Avanii.Web.Texts;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Web.BackOffice;

/// <summary>Something that was done in the back office. People are named by their accounts' ids: when an account is deleted, its name is gone here, too.</summary>
public sealed class AuditEntry
{
    public long Id { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>Who: a token's subject.</summary>
    [MaxLength(100)]
    public required string By { get; init; }

    /// <summary>One of <see cref="Contracts.StaffAreas"/>: who may read it.</summary>
    [MaxLength(20)]
    public required string Area { get; init; }

    /// <summary>One of <see cref="AuditActions"/>.</summary>
    [MaxLength(40)]
    public required string What { get; init; }

    /// <summary>To whom; an account that is not there any more, or not yet, has no name.</summary>
    public Guid? AboutId { get; init; }

    /// <summary>To whom, as long as that is an address without an account.</summary>
    [MaxLength(254)]
    public string? Address { get; init; }

    [MaxLength(300)]
    public string? Details { get; init; }
}

/// <summary>Names of what is written down.</summary>
public static class AuditActions
{
    public const string Invited = "invited";
    public const string TookBack = "took back";
    public const string Joined = "joined";
    public const string Changed = "changed";
    public const string Ended = "ended";
    public const string LookedAt = "looked at";
    public const string LookedInVain = "looked in vain";
    public const string SignedOut = "signed out";
    public const string SentReset = "sent a reset link";
    public const string AddedPage = "added page";
    public const string ChangedPage = "changed page";
    public const string RestoredPage = "restored page";
    public const string DeletedPage = "deleted page";
    public const string ChangedHome = "changed front page";
    public const string PublishedReview = "published review";
    public const string RejectedReview = "rejected review";
    public const string RepliedToReview = "replied to review";
    public const string TookReplyBack = "took back reply";
    public const string AddedSynonyms = "added synonyms";
    public const string ChangedSynonyms = "changed synonyms";
    public const string RemovedSynonyms = "removed synonyms";
    public const string MovedProduct = "moved product";
}

/// <param name="By">A token's subject.</param>
/// <param name="ByName">Null: an account that is deleted.</param>
/// <param name="What">One of <see cref="AuditActions"/>.</param>
/// <param name="About">Name or address; null: nobody in particular, or an account that is deleted.</param>
/// <param name="Details">Which rights, how many sessions, what of the shop.</param>
public sealed record AuditView(DateTimeOffset At, string By, string? ByName, string What, Guid? AboutId, string? About, string? Details);

/// <summary>Who did what to whom in the back office, and when.</summary>
public sealed class AuditLog(AccountsDbContext db, TimeProvider clock)
{
    public const int MostShown = 50;

    /// <summary>How long it is kept: long enough to look into a complaint, and no longer, for it speaks of people.</summary>
    internal static readonly TimeSpan Keep = TimeSpan.FromDays(730);

    /// <summary>Goes with the deed: the context that commits it saves both.</summary>
    public AuditEntry Add(Actor actor, string area, string what, Guid? aboutId = null, string? address = null, string? details = null) => db.AuditEntries.Add(
        new() { At = clock.GetUtcNow(), By = actor.Subject, Area = area, What = what, AboutId = aboutId, Address = address, Details = details }).Entity;

    /// <summary>An address has become an account, whose name says who it is from now on: addresses would outlive it here.</summary>
    public Task ForgetAddressAsync(string email, Guid accountId, CancellationToken ct) => db.Database.ExecuteSqlAsync(
        $"UPDATE audit_entries SET address = NULL, about_id = {accountId} WHERE area = {StaffAreas.Settings} AND upper(address) = upper({email})", ct);

    /// <returns>The newest first.</returns>
    public Task<IReadOnlyList<AuditView>> ReadAsync(string area, CancellationToken ct) => ReadAsync(area, [], ct);

    /// <param name="area">One of <see cref="Contracts.StaffAreas"/>.</param>
    /// <param name="what">Of <see cref="AuditActions"/>; none: all that was done in that area.</param>
    /// <param name="ct">The request's.</param>
    /// <returns>The newest first.</returns>
    public async Task<IReadOnlyList<AuditView>> ReadAsync(string area, IReadOnlyList<string> what, CancellationToken ct)
    {
        var all = what.Count == 0;
        var entries = await db.AuditEntries.AsNoTracking().Where(e => e.Area == area && (all || what.Contains(e.What))).OrderByDescending(e => e.Id).Take(MostShown).ToListAsync(ct);
        var ids = entries.SelectMany(e => new[] { Account.IdOf(e.By), e.AboutId }).OfType<Guid>().Distinct().ToList();
        var names = await db.Accounts.Where(a => ids.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.Name, ct);
        return [.. entries.Select(e => new AuditView(e.At, e.By, NameOf(e.By), e.What, e.AboutId, e.AboutId is { } id ? names.GetValueOrDefault(id) ?? e.Address : e.Address, e.Details))];

        string? NameOf(string by) => Account.IdOf(by) is { } id ? names.GetValueOrDefault(id)
            : by == Actor.Command.Subject ? BackOfficeTexts.CommandLine : Text.Format(BackOfficeTexts.ByCommandLine, by[(by.LastIndexOf(':') + 1)..]);
    }
}
