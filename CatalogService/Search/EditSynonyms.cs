using Avanii.Catalog.Contracts;
using Avanii.Catalog.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Catalog.Search;

/// <summary>Staff change what means the same. The next search of every instance knows it.</summary>
internal static class EditSynonyms
{
    public static async Task<Results<Created<Synonyms>, ProblemHttpResult>> AddAsync(
        SynonymsRequest request, CatalogDbContext db, TimeProvider clock, HttpResponse response, CancellationToken ct)
    {
        var (terms, alsoFinds, mistake) = await SynonymProblems.CheckAsync(request, db, ct);
        if (mistake is not null)
        {
            return SynonymProblems.Inconsistent(mistake);
        }
        var set = new SynonymSet { Id = Guid.CreateVersion7(clock.GetUtcNow()), Terms = terms, AlsoFinds = alsoFinds };
        db.Synonyms.Add(set);
        await db.SaveSynonymsAsync(ct);
        response.Headers.ETag = SynonymProblems.EntityTag(set);
        return TypedResults.Created($"/search/synonyms/{set.Id}", ListSynonyms.View(set));
    }

    public static async Task<Results<Ok<Synonyms>, ProblemHttpResult>> ChangeAsync(
        Guid id, SynonymsRequest request, [FromHeader(Name = SynonymProblems.Conditions)] string? ifMatch, CatalogDbContext db, HttpResponse response, CancellationToken ct)
    {
        var (terms, alsoFinds, mistake) = await SynonymProblems.CheckAsync(request, db, ct);
        var (set, refusal) = await FindAsync(id, ifMatch, db, ct);
        if (set is null || mistake is not null)
        {
            return refusal ?? SynonymProblems.Inconsistent(mistake!);
        }
        (set.Terms, set.AlsoFinds, set.Version) = (terms, alsoFinds, set.Version + 1);
        if (!await db.SaveSynonymsAsync(ct))
        {
            return SynonymProblems.ChangedMeanwhile();
        }
        response.Headers.ETag = SynonymProblems.EntityTag(set);
        return TypedResults.Ok(ListSynonyms.View(set));
    }

    public static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(
        Guid id, [FromHeader(Name = SynonymProblems.Conditions)] string? ifMatch, CatalogDbContext db, CancellationToken ct)
    {
        var (set, refusal) = await FindAsync(id, ifMatch, db, ct);
        if (set is null)
        {
            return refusal!;
        }
        db.Remove(set);
        return await db.SaveSynonymsAsync(ct) ? TypedResults.NoContent() : SynonymProblems.ChangedMeanwhile();
    }

    private static async Task<(SynonymSet? Set, ProblemHttpResult? Refusal)> FindAsync(Guid id, string? ifMatch, CatalogDbContext db, CancellationToken ct) =>
        await db.Synonyms.AsTracking().SingleOrDefaultAsync(s => s.Id == id, ct) is not { } set ? (null, SynonymProblems.Unknown(id))
            : SynonymProblems.Matches(ifMatch, set) switch
            {
                true => (set, null),
                false => (null, SynonymProblems.ChangedMeanwhile()),
                null => (null, SynonymProblems.ConditionNeeded()),
            };

    /// <summary>Saves, and tells every instance by the version that each search reads.</summary>
    /// <returns>False when somebody else was faster; nothing was saved then.</returns>
    internal static async Task<bool> SaveSynonymsAsync(this CatalogDbContext db, CancellationToken ct)
    {
        await using var transaction = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO search_state AS s (id, synonyms_version) VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET synonyms_version = s.synonyms_version + 1
            """, ct);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
        if (transaction is not null)
        {
            await transaction.CommitAsync(ct);
        }
        return true;
    }
}
