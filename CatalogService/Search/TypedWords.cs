using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Avanii.Catalog.Search;

/// <summary>What was typed, as words.</summary>
/// <param name="Words">In their order, without the signs between them; hyphens and the like inside a word stay.</param>
/// <param name="IsUnfinished">The text ends in its last word: more letters may follow.</param>
/// <param name="HasOperators">There are quotes around something, an "or", or a minus before a word: whoever writes so means it, and nothing is guessed.</param>
internal sealed partial record TypedWords(IReadOnlyList<string> Words, bool IsUnfinished, bool HasOperators)
{
    private const int MostWords = 16; // a sentence; what stands behind is left out

    public string Text => string.Join(' ', Words);

    /// <summary>The same for everybody who means the same: small letters, no accents, no signs.</summary>
    public string Normalised => Fold(Text);

    public static TypedWords Parse(string text)
    {
        var matches = Word().Matches(text);
        return new(
            [.. matches.Take(MostWords).Select(m => m.Value)],
            matches.Count is > 0 and <= MostWords && matches[^1].Index + matches[^1].Length == text.Length,
            Operator().IsMatch(text));
    }

    /// <summary>Small letters without accents.</summary>
    public static string Fold(string text) => string.Concat(text.Normalize(NormalizationForm.FormD)
        .Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)).Normalize().ToLowerInvariant();

    [GeneratedRegex(@"[\p{L}\p{M}\p{N}]+(?:[-'’.,/][\p{L}\p{M}\p{N}]+)*")]
    private static partial Regex Word();

    [GeneratedRegex("""
        "[^"]*[\p{L}\p{N}][^"]*"|(?:^|\s)-["\p{L}\p{N}]|\S\s+or\s+\S
        """, RegexOptions.IgnoreCase)]
    private static partial Regex Operator();
}
