using Avanii.Catalog.Contracts;
using Avanii.Web.Texts;

namespace Avanii.Web.Pages.BackOffice.CataloguePages;

/// <summary>Synonyms as they are typed: a term a line, or with commas between them.</summary>
public sealed class SynonymsForm
{
    // As the catalogue takes them. What only it knows (that "T-Shirts" and "t shirt" are one term, which words no search heeds) it says itself.
    private const int LongestTerm = 60, MostWords = 5, MostTerms = 20;

    public string? Terms { get; set; }

    public string? AlsoFinds { get; set; }

    /// <summary>The version that was looked at; 0: new ones.</summary>
    public int Version { get; set; }

    /// <returns>What was searched can be a term.</returns>
    public static bool MayBeTerm(string words) => words.Length is > 0 and <= LongestTerm && CountWords(words) is > 0 and <= MostWords;

    public void Show(Synonyms synonyms) =>
        (Terms, AlsoFinds, Version) = (string.Join('\n', synonyms.Terms), string.Join('\n', synonyms.AlsoFinds), synonyms.Version);

    /// <param name="wrong">Gets what is wrong, and with which field.</param>
    /// <returns>Null when something is wrong.</returns>
    public SynonymsRequest? Read(Action<string, string> wrong)
    {
        var (terms, alsoFinds) = (Split(Terms), Split(AlsoFinds));
        var mistake = terms.Length == 0 ? CatalogueDeskTexts.TermsMissing
            : terms.Length == 1 && alsoFinds.Length == 0 ? CatalogueDeskTexts.TermsTwo
            : MistakeIn(terms);
        if (mistake is not null)
        {
            wrong(nameof(Terms), mistake);
        }
        var further = MistakeIn(alsoFinds);
        if (further is null && mistake is null && terms.Concat(alsoFinds).GroupBy(term => term, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            further = Text.Format(CatalogueDeskTexts.TermTwice, twice.Key);
            wrong(terms.Contains(twice.Key, StringComparer.OrdinalIgnoreCase) && !alsoFinds.Contains(twice.Key, StringComparer.OrdinalIgnoreCase) ? nameof(Terms) : nameof(AlsoFinds), further);
        }
        else if (further is not null)
        {
            wrong(nameof(AlsoFinds), further);
        }
        return mistake is null && further is null ? new(terms, alsoFinds) : null;
    }

    private static string? MistakeIn(string[] terms) =>
        terms.Length > MostTerms ? Text.Format(CatalogueDeskTexts.TermsTooMany, MostTerms)
        : Array.Find(terms, term => term.Length > LongestTerm) is { } lengthy ? Text.Format(CatalogueDeskTexts.TermTooLong, lengthy[..20] + "…", LongestTerm)
        : Array.Find(terms, term => CountWords(term) > MostWords) is { } wordy ? Text.Format(CatalogueDeskTexts.TermTooManyWords, wordy, MostWords)
        : Array.Find(terms, term => !term.Any(char.IsLetterOrDigit) || term.Any(char.IsControl)) is { } odd
            ? Text.Format(CatalogueDeskTexts.TermNone, string.Concat(odd.Where(c => !char.IsControl(c)))) : null;

    private static int CountWords(string term) => term.Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries).Length;

    private static string[] Split(string? typed) =>
        [.. (typed ?? "").ReplaceLineEndings("\n").Split(['\n', ',', ';']).Select(term => string.Join(' ', term.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Trim()).Where(term => term.Length > 0)];
}
