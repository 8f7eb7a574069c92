using System.Collections.Frozen;
using Avanii.Catalog.Data;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Catalog.Search;

/// <summary>The synonyms, in memory. Each search learns from the database along with its words which version is right.</summary>
public sealed class SynonymBook
{
    internal const int MostWordsInTerm = 5;
    private volatile Edition _edition = new(-1, FrozenDictionary<string, string[]>.Empty);

    internal Edition Current => _edition;

    /// <param name="db">Where they are.</param>
    /// <param name="version">Read before the synonyms are, so that these may be newer than it and never older.</param>
    /// <param name="ct">Ends it.</param>
    internal async Task<Edition> LoadAsync(CatalogDbContext db, long version, CancellationToken ct) =>
        _edition = Edition.Of(version, await db.Synonyms.AsNoTracking().ToListAsync(ct));

    /// <summary>The synonyms of one version.</summary>
    internal sealed record Edition(long Version, FrozenDictionary<string, string[]> Alternatives)
    {
        public static Edition Of(long version, IReadOnlyList<SynonymSet> sets) => new(version, sets
            .SelectMany(set => set.Terms.SelectMany(term => (set.AlsoFinds.Length > 0 ? set.AlsoFinds : set.Terms).Select(other => (Key: KeyOf(term), Other: other))))
            .Where(pair => KeyOf(pair.Other) != pair.Key)
            .GroupBy(pair => pair.Key, StringComparer.Ordinal)
            .ToFrozenDictionary(pairs => pairs.Key, pairs => pairs.Select(p => p.Other).Distinct(StringComparer.OrdinalIgnoreCase).ToArray(), StringComparer.Ordinal));

        /// <returns>How many words from there on are a term, the longest that is one, and what else it finds; none and nothing else.</returns>
        public (int Words, string[] Alternatives) Find(IReadOnlyList<string> words, int from)
        {
            for (var count = Math.Min(MostWordsInTerm, words.Count - from); count > 0; count--)
            {
                if (Alternatives.TryGetValue(KeyOf(string.Join(' ', words.Skip(from).Take(count))), out var found))
                {
                    return (count, found);
                }
            }
            return (0, []);
        }

        /// <summary>The same for "T-Shirts" and "t shirt": a plural's s would ask staff to write each term twice.</summary>
        internal static string KeyOf(string term) => string.Join(' ', TypedWords.Parse(TypedWords.Fold(term).Replace('-', ' ')).Words
            .Select(word => word.Length > 3 && word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal) ? word[..^1] : word));
    }
}
