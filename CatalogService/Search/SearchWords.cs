using System.Text;
using Avanii.Catalog.Data;
using Avanii.Catalog.Products;
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
        var meaning = new SearchMeaning(asTyped.All, asTyped.Skus) { Typed = words, Words = typed.Normalised };
        if (meaning.IsNothing)
        {
            return meaning;
        }
        var asCorrected = asTyped.Correction is { } correction
            ? await SearchTerms.ReadAsync(db, synonyms, correction, SkuText.None, checkSpelling: false, ct)
            : null;
        var (found, foundCorrected) = await CountAsync(meaning, asCorrected?.All, ct);
        if (found > 0)
        {
            var muchMore = foundCorrected >= Math.Min(MuchMore * found, CountedUpTo) && foundCorrected > found;
            return meaning with { AtLeast = found, DidYouMean = muchMore ? asTyped.Correction!.Text : null };
        }
        if (foundCorrected > 0)
        {
            return meaning with { Query = asCorrected!.All, CorrectedTo = asTyped.Correction!.Text, AtLeast = foundCorrected };
        }
        var loose = (asCorrected ?? asTyped).Any;
        return loose is NpgsqlTsQueryEmpty ? meaning : meaning with { Query = loose, CorrectedTo = asTyped.Correction?.Text, Relaxed = true };
    }

    /// <summary>How many products are found, up to a limit: in one statement, for there are two only when a word is not known.</summary>
    private async Task<(int Found, int FoundCorrected)> CountAsync(SearchMeaning meaning, NpgsqlTsQuery? corrected, CancellationToken ct)
    {
        var listed = db.Products.Where(p => p.RetiredAt == null);
        var found = meaning.Filter(listed).Select(p => 0);
        if (corrected is null or NpgsqlTsQueryEmpty)
        {
            return (await found.Take(1).CountAsync(ct), 0);
        }
        var counts = await found.Take(CountedUpTo).Concat(listed.Where(p => p.SearchVector.Matches(corrected)).Select(p => 1).Take(CountedUpTo))
            .GroupBy(which => which).Select(group => new { Which = group.Key, Count = group.Count() }).ToListAsync(ct);
        return (counts.SingleOrDefault(c => c.Which == 0)?.Count ?? 0, counts.SingleOrDefault(c => c.Which == 1)?.Count ?? 0);
    }
}

/// <summary>A text that may be a SKU, or the beginning of one.</summary>
/// <param name="Written">In capitals.</param>
/// <param name="Bare">The same without hyphens, dots and spaces; empty when it is no SKU.</param>
internal sealed record SkuText(string Written, string Bare)
{
    private const int ShortestBeginning = 4;

    public static SkuText None { get; } = new("", "");

    /// <summary>What to look for the beginning of; empty when it is too short.</summary>
    public string Beginning => Bare.Length >= ShortestBeginning ? Bare : "";

    /// <summary>No word looks like that.</summary>
    public bool IsNoWord => Written.Any(c => char.IsAsciiDigit(c) || c is '-' or '_' or '.');

    public static SkuText Of(string words)
    {
        var written = words.ToUpperInvariant();
        return written.Length <= Sku.MaxLength && written.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ' ')
            ? new(written, string.Concat(written.Where(char.IsAsciiLetterOrDigit))) : None;
    }
}
