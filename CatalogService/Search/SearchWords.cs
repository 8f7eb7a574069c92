using System.Text;
using Avanii.Catalog.Data;
using NpgsqlTypes;

namespace Avanii.Catalog.Search;

/// <summary>What a shopper types into the search field, and what it means.</summary>
public sealed class SearchWords(CatalogDbContext db, SynonymBook synonyms, Vocabulary vocabulary)
{
    public const int MaxLength = 200;

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
        var asTyped = await SearchTerms.ReadAsync(db, synonyms, await vocabulary.ReadAsync(db, ct), typed, SkuText.Of(words), ct);
        var meaning = new SearchMeaning(asTyped.All, asTyped.Skus) { Typed = words, Words = typed.Normalised, Expected = asTyped.Expected };
        if (asTyped.Skus is { AreMeant: true, Whole.Length: > 0 })
        {
            return meaning with { Query = new NpgsqlTsQueryEmpty() }; // a SKU and no words
        }
        if (meaning.IsNothing)
        {
            return meaning;
        }
        if (asTyped.Correction is not { } asCorrected)
        {
            return meaning with { Otherwise = Loosely(meaning, asTyped) };
        }
        var corrected = meaning with { CorrectedTo = asCorrected.Words.Text, Query = asCorrected.All, Expected = asCorrected.Expected };
        return meaning with { Otherwise = corrected with { Otherwise = Loosely(corrected, asCorrected) } };
    }

    /// <returns>Null when there are no several words.</returns>
    private static SearchMeaning? Loosely(SearchMeaning meaning, SearchTerms terms) =>
        terms.Any is NpgsqlTsQueryEmpty ? null : meaning with { Query = terms.Any, Relaxed = true, Expected = int.MaxValue };
}
