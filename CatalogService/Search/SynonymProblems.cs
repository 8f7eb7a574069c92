using Avanii.Catalog.Contracts;
using Avanii.Catalog.Data;
using Avanii.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Avanii.Catalog.Search;

/// <summary>What synonyms cannot be, and conditions of changes (RFC 9110).</summary>
internal static class SynonymProblems
{
    public const string Conditions = "If-Match";
    private const int LongestTerm = 60;

    public static ProblemHttpResult Unknown(Guid id) =>
        Problems.Problem(404, "unknown-synonyms", "There are no such synonyms.", $"None are called {id}. Somebody may have removed them.");

    public static ProblemHttpResult Inconsistent(string mistake) =>
        Problems.Problem(422, "inconsistent-synonyms", "The synonyms cannot be taken.", mistake);

    public static ProblemHttpResult ChangedMeanwhile() =>
        Problems.Problem(412, "changed-meanwhile", "Somebody has changed this meanwhile.", "Read it again, look at the change, and send yours with the new ETag.");

    public static ProblemHttpResult ConditionNeeded() =>
        Problems.Problem(428, "if-match-needed", "Say what you have seen.", "Send If-Match with the ETag of GET /search/synonyms/{id}, or the version in quotes.");

    public static string EntityTag(SynonymSet set) => $"\"{set.Version}\"";

    /// <returns>Null when there is no condition that can be read; else whether it holds.</returns>
    public static bool? Matches(string? ifMatch, SynonymSet set) =>
        !EntityTagHeaderValue.TryParseStrictList(new StringValues(ifMatch).ToArray()!, out var tags) || tags.Count == 0 ? null
            : tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || (!tag.IsWeak && tag.Tag.Equals(EntityTag(set), StringComparison.Ordinal)));

    /// <returns>The terms without spaces around, or what is wrong with them.</returns>
    public static async Task<(string[] Terms, string[] AlsoFinds, string? Mistake)> CheckAsync(SynonymsRequest request, CatalogDbContext db, CancellationToken ct)
    {
        string[] terms = [.. request.Terms.Select(Tidy)];
        string[] alsoFinds = [.. (request.AlsoFinds ?? []).Select(Tidy)];
        return (terms, alsoFinds, await FindMistakeAsync(terms, alsoFinds, db, ct));
    }

    private static async Task<string?> FindMistakeAsync(string[] terms, string[] alsoFinds, CatalogDbContext db, CancellationToken ct)
    {
        string[] all = [.. terms, .. alsoFinds];
        var keys = all.Select(SynonymBook.Edition.KeyOf).ToList();
        if (all.FirstOrDefault(term => term.Length is 0 or > LongestTerm) is { } length)
        {
            return length.Length == 0 ? "A term is empty." : $"A term has {LongestTerm} letters at most.";
        }
        if (keys.FindIndex(key => key.Length == 0 || key.Split(' ').Length > SynonymBook.MostWordsInTerm) is >= 0 and var odd)
        {
            return $"“{all[odd]}” is no term: it takes one to {SynonymBook.MostWordsInTerm} words.";
        }
        if (keys.GroupBy(key => key, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            return $"“{all[keys.IndexOf(twice.Key)]}” is there twice: capitals, accents, hyphens and a plural's s make no difference.";
        }
        if (alsoFinds.Length == 0 && terms.Length < 2)
        {
            return "Terms that mean the same are two at least; one that finds others needs these.";
        }
        var empty = await db.Database.SqlQuery<string>(
            $"""SELECT t AS "Value" FROM unnest({all}) AS t WHERE numnode(plainto_tsquery('catalog.shop', t)) = 0 LIMIT 1""").ToListAsync(ct);
        return empty.Count > 0 ? $"“{empty[0]}” is never searched for: words like “the” are left out of every search." : null;
    }

    private static string Tidy(string? term) => string.Join(' ', SearchWords.Clean(term).Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
