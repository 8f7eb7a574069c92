using System.Text;
using Avanii.Catalog.Data;
using Microsoft.EntityFrameworkCore;
using NpgsqlTypes;

namespace Avanii.Catalog.Search;

/// <summary>What a shopper types into the search field, and what it means.</summary>
public sealed class SearchWords(CatalogDbContext db, SynonymBook synonyms)
{
    public const int MaxLength = 200;

    private const int CountedUpTo = 200;
    private const int MuchMore = 5; // times as many

    /// <summary>Without control characters and broken halves of characters, which the database refuses, and without spaces around.</summary>
    public static string Clean(string? text) =>
        text is null ? "" : string.Concat(text.EnumerateRunes().Select(r => Rune.IsControl(r) ? " " : r.ToString())).Trim();

    /// <summary>What the words mean to the database's full-text search. Words that it does not know are corrected where those that were
    /// typed find nothing; where that finds nothing either, any of them is enough. With operators (quotes, "or", a leading minus) the
    /// words are taken as they are. Never fails, whatever was typed.</summary>
    internal async Task<SearchMeaning> UnderstandAsync(string words, CancellationToken ct)
    {
        var typed = TypedWords.Parse(words);
        if (typed.HasOperators)
        {
            return new(await SearchTerms.ReadOperatorsAsync(db, words, ct), SkuHits.None) { Typed = words, Words = TypedWords.Fold(words) };
        }
        if (typed.Words.Count == 0)
        {
            return new(new NpgsqlTsQueryEmpty(), SkuHits.None) { Typed = words, Words = "" };
        }
        var asTyped = await SearchTerms.ReadAsync(db, synonyms, typed, SkuText.Of(words), checkSpelling: true, ct);
        var meaning = new SearchMeaning(asTyped.All, asTyped.Skus) { Typed = words, Words = typed.Normalised, Expected = asTyped.Expected };
        if (asTyped.Skus is { AreMeant: true, Whole.Length: > 0 })
        {
            return meaning with { Query = new NpgsqlTsQueryEmpty() }; // a SKU and no words
        }
        if (meaning.IsNothing)
        {
            return meaning;
        }
        if (asTyped.Correction is not { } correction)
        {
            return meaning with { Otherwise = Loosely(meaning, asTyped) };
        }
        var asCorrected = await SearchTerms.ReadAsync(db, synonyms, correction, SkuText.None, checkSpelling: false, ct);
        var (found, foundCorrected) = await CountAsync(asTyped.All, asCorrected.All, ct);
        found += asTyped.Skus.Ids.Length;
        if (found > 0)
        {
            var muchMore = foundCorrected >= Math.Min(MuchMore * found, CountedUpTo) && foundCorrected > found;
            return meaning with { DidYouMean = muchMore ? correction.Text : null };
        }
        var corrected = meaning with { CorrectedTo = correction.Text };
        return foundCorrected > 0 ? corrected with { Query = asCorrected.All, Expected = asCorrected.Expected } : Loosely(corrected, asCorrected) ?? meaning;
    }

    /// <returns>Null when there are no several words.</returns>
    private static SearchMeaning? Loosely(SearchMeaning meaning, SearchTerms terms) =>
        terms.Any is NpgsqlTsQueryEmpty ? null : meaning with { Query = terms.Any, Relaxed = true, Expected = int.MaxValue };

    /// <summary>How many products are found, up to a limit. Asked only when a word is not known: what is spelt right is looked for at once.</summary>
    private async Task<(int Found, int FoundCorrected)> CountAsync(NpgsqlTsQuery typed, NpgsqlTsQuery corrected, CancellationToken ct)
    {
        var counts = await Some(typed, 0).Concat(Some(corrected, 1))
            .GroupBy(which => which).Select(group => new { Which = group.Key, Count = group.Count() }).ToListAsync(ct);
        return (counts.SingleOrDefault(c => c.Which == 0)?.Count ?? 0, counts.SingleOrDefault(c => c.Which == 1)?.Count ?? 0);

        IQueryable<int> Some(NpgsqlTsQuery query, int which) =>
            db.Products.Where(p => p.RetiredAt == null && p.SearchVector.Matches(query)).Select(p => which).Take(CountedUpTo);
    }
}
