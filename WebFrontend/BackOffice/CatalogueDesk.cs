using Avanii.Catalog.Contracts;
using Avanii.Web.Accounts;
using Avanii.Web.Clients;
using Avanii.Web.Contracts;

namespace Avanii.Web.BackOffice;

/// <summary>What came of something that staff wanted done in the catalogue.</summary>
public enum DeskOutcome
{
    Done,

    /// <summary>It is not there, or not any more.</summary>
    NotThere,

    /// <summary>It is not as it was when it was looked at; nothing was done.</summary>
    Changed,

    /// <summary>Something else has that name.</summary>
    Taken,

    /// <summary>The catalogue does not take what was typed.</summary>
    Refused,

    /// <summary>Nobody answered, so it may have been done or not.</summary>
    Away,
}

/// <summary>What staff decide about reviews, synonyms and products' addresses, each with its line in the log. The catalogue belongs to another
/// service, so the line cannot be saved in one transaction with the deed: it is written when that is done, and who closes the browser meanwhile
/// stops neither.</summary>
public sealed class CatalogueDesk(StaffCatalogClient catalog, AuditLog log, AccountsDbContext db)
{
    private const int LongestDetails = 300; // as long as an entry's may be

    public async Task<DeskOutcome> PublishAsync(Actor actor, Guid id, long version) =>
        await WriteDownAsync(actor, AuditActions.PublishedReview, await catalog.PublishAsync(id, version, CancellationToken.None), NameOf);

    /// <param name="reason">Shown to the author.</param>
    public async Task<DeskOutcome> RejectAsync(Actor actor, Guid id, long version, string reason) =>
        await WriteDownAsync(actor, AuditActions.RejectedReview, await catalog.RejectAsync(id, version, new(reason), CancellationToken.None), NameOf);

    /// <param name="text">Shown below the review; null takes the reply away.</param>
    public async Task<DeskOutcome> ReplyAsync(Actor actor, Guid id, long version, string? text) =>
        await WriteDownAsync(actor, text is null ? AuditActions.TookReplyBack : AuditActions.RepliedToReview, await catalog.ReplyAsync(id, version, new(text), CancellationToken.None), NameOf);

    public async Task<DeskOutcome> AddAsync(Actor actor, SynonymsRequest synonyms) =>
        await WriteDownAsync(actor, AuditActions.AddedSynonyms, await catalog.AddSynonymsAsync(synonyms, CancellationToken.None), NameOf);

    public async Task<DeskOutcome> ChangeAsync(Actor actor, Guid id, int version, SynonymsRequest synonyms) =>
        await WriteDownAsync(actor, AuditActions.ChangedSynonyms, await catalog.ChangeSynonymsAsync(id, version, synonyms, CancellationToken.None), NameOf);

    public async Task<DeskOutcome> RemoveAsync(Actor actor, Guid id, int version)
    {
        var before = await catalog.FindSynonymsAsync(id, CancellationToken.None); // the answer to the removal does not say what it was
        return before.Value is not { } synonyms ? OutcomeOf(before)
            : await WriteDownAsync(actor, AuditActions.RemovedSynonyms, await catalog.RemoveSynonymsAsync(id, version, CancellationToken.None), _ => NameOf(synonyms));
    }

    /// <param name="from">The product's slug of today.</param>
    /// <param name="version">The product's, as it was looked at.</param>
    /// <param name="to">The one from now on.</param>
    public async Task<DeskOutcome> MoveAsync(Actor actor, string from, long version, string to) =>
        await WriteDownAsync(actor, AuditActions.MovedProduct, await catalog.ChangeSlugAsync(from, version, new(to), CancellationToken.None), _ => $"{from} → {to}");

    private async Task<DeskOutcome> WriteDownAsync<T>(Actor actor, string what, Answer<T> answer, Func<T, string> nameOf)
        where T : class
    {
        if (answer.Value is { } value)
        {
            var name = nameOf(value);
            log.Add(actor, StaffAreas.Catalogue, what, details: name.Length > LongestDetails ? name[..(LongestDetails - 1)] + "…" : name);
            await db.SaveChangesAsync(CancellationToken.None);
        }
        return OutcomeOf(answer);
    }

    private static DeskOutcome OutcomeOf<T>(Answer<T> answer)
        where T : class
        => answer switch
        {
            { Value: not null } => DeskOutcome.Done,
            { Problem: null } => DeskOutcome.Away,
            { Problem.Status: StatusCodes.Status404NotFound } => DeskOutcome.NotThere,
            { Problem.Status: StatusCodes.Status412PreconditionFailed } => DeskOutcome.Changed,
            { Problem.Status: StatusCodes.Status409Conflict } => DeskOutcome.Taken,
            _ => DeskOutcome.Refused,
        };

    // Not by its title: those are a shopper's words, which may be taken back.
    private static string NameOf(StaffReview review) => $"{review.ProductSlug}, {review.Id}";

    private static string NameOf(Synonyms synonyms) =>
        string.Join(", ", synonyms.Terms) + (synonyms.AlsoFinds.Count > 0 ? " → " + string.Join(", ", synonyms.AlsoFinds) : "");
}
