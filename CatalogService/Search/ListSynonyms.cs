using Avanii.Catalog.Contracts;
using Avanii.Catalog.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Catalog.Search;

internal static class ListSynonyms
{
    public static async Task<Ok<IReadOnlyList<Synonyms>>> AllAsync(CatalogDbContext db, CancellationToken ct) =>
        TypedResults.Ok<IReadOnlyList<Synonyms>>([.. (await db.Synonyms.AsNoTracking().ToListAsync(ct))
            .OrderBy(set => set.Terms[0], StringComparer.OrdinalIgnoreCase).ThenBy(set => set.Id).Select(View)]);

    public static async Task<Results<Ok<Synonyms>, ProblemHttpResult>> OneAsync(Guid id, CatalogDbContext db, HttpResponse response, CancellationToken ct)
    {
        if (await db.Synonyms.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, ct) is not { } set)
        {
            return SynonymProblems.Unknown(id);
        }
        response.Headers.ETag = SynonymProblems.EntityTag(set);
        return TypedResults.Ok(View(set));
    }

    public static Synonyms View(SynonymSet set) => new(set.Id, set.Terms, set.AlsoFinds, set.Version);
}
