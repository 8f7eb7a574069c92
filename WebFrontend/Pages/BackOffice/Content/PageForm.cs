using System.Globalization;
using Avanii.Web.Content;
using Avanii.Web.Texts;

namespace Avanii.Web.Pages.BackOffice.Content;

/// <summary>A page as it is typed.</summary>
public sealed class PageForm
{
    public const string Preview = "preview";

    private const int LastPlace = 99;

    /// <summary>Of a new page only.</summary>
    public string? Slug { get; set; }

    public string? TitleEn { get; set; }

    public string? TextEn { get; set; }

    public string? TitleDe { get; set; }

    public string? TextDe { get; set; }

    public string? FooterPlace { get; set; }

    /// <summary>The revision that was looked at.</summary>
    public int Version { get; set; }

    /// <summary>Which button.</summary>
    public string? Action { get; set; }

    public (string? Title, string? Text) In(string language) => language == ContentLanguages.German ? (TitleDe, TextDe) : (TitleEn, TextEn);

    /// <returns>The name of a field of that language.</returns>
    public static string Field(string what, string language) => what + char.ToUpperInvariant(language[0]) + language[1..];

    public void Show(StoredPage page)
    {
        (TitleEn, TextEn) = Of(page, ContentLanguages.English);
        (TitleDe, TextDe) = Of(page, ContentLanguages.German);
        (FooterPlace, Version) = (page.FooterPlace?.ToString(CultureInfo.InvariantCulture), page.Revision);
    }

    /// <param name="standard">The language that a page must be written in.</param>
    /// <param name="wrong">Gets what is wrong, and with which field.</param>
    /// <returns>The draft; null when something is wrong.</returns>
    public PageDraft? Read(string standard, Action<string, string> wrong)
    {
        var good = true;
        var texts = new List<PageText>();
        foreach (var language in ContentLanguages.All)
        {
            var (title, text) = (In(language).Title?.Trim() ?? "", (In(language).Text ?? "").ReplaceLineEndings("\n").Trim());
            if (title.Length == 0 && text.Length == 0 && language != standard)
            {
                continue;
            }
            Check(title.Length == 0, Field("Title", language), Text.Format(ContentTexts.TitleMissing, ContentWords.Language(language)));
            Check(title.Length > PageEditor.LongestTitle || title.Any(char.IsControl), Field("Title", language), Text.Format(ContentTexts.TitleTooLong, PageEditor.LongestTitle));
            Check(text.Length == 0, Field("Text", language), Text.Format(ContentTexts.TextMissing, ContentWords.Language(language)));
            Check(text.Length > PageEditor.LongestText, Field("Text", language), Text.Format(ContentTexts.TextTooLong, PageEditor.LongestText.ToString("N0", CultureInfo.CurrentCulture), text.Length.ToString("N0", CultureInfo.CurrentCulture)));
            Check(text.Contains('\0') || (text.Length <= PageEditor.LongestText && !CanBeRead(text)), Field("Text", language), ContentTexts.TextUnreadable);
            texts.Add(new(language, title, text));
        }
        var place = int.TryParse(FooterPlace, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (int?)null;
        Check(!string.IsNullOrWhiteSpace(FooterPlace) && place is not (>= 1 and <= LastPlace), nameof(FooterPlace), Text.Format(ContentTexts.FooterPlaceWrong, LastPlace));
        return good ? new(place, texts) : null;

        void Check(bool isWrong, string field, string message)
        {
            if (isWrong)
            {
                good = false;
                wrong(field, message);
            }
        }
    }

    /// <returns>False: what it is made of lies in itself too deep.</returns>
    public static bool CanBeRead(string markdown)
    {
        try
        {
            PageMarkdown.Render(markdown);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static (string? Title, string? Text) Of(StoredPage page, string language) =>
        page.Texts.FirstOrDefault(text => text.Language == language) is { } text ? (text.Title, text.Markdown) : (null, null);
}
