using System.Text.RegularExpressions;
using Avanii.Web.Content;
using Avanii.Web.Texts;

namespace Avanii.Web.Pages.BackOffice.Content;

/// <summary>A section of the front page as it is typed; what a section does not have stays empty.</summary>
public sealed partial class HomeForm
{
    private const int LongestLink = 300;
    private const int LongestHeroText = 400;

    public string? TitleEn { get; set; }

    public string? TitleDe { get; set; }

    public string? TextEn { get; set; }

    public string? TextDe { get; set; }

    public string? LinkTextEn { get; set; }

    public string? LinkTextDe { get; set; }

    public string? Link { get; set; }

    public string? Picture { get; set; }

    public string? Product { get; set; }

    /// <summary>Null where the form has none.</summary>
    public List<CardForm>? Cards { get; set; }

    /// <summary>The revision of the front page that was looked at.</summary>
    public int Version { get; set; }

    public (string? Title, string? Text, string? LinkText) In(string language) =>
        language == ContentLanguages.German ? (TitleDe, TextDe, LinkTextDe) : (TitleEn, TextEn, LinkTextEn);

    public void Show(HomeSection section, int version)
    {
        var (english, german) = (Of(section.Texts, ContentLanguages.English), Of(section.Texts, ContentLanguages.German));
        (TitleEn, TextEn, LinkTextEn) = (english?.Title, english?.Text, english?.LinkText);
        (TitleDe, TextDe, LinkTextDe) = (german?.Title, german?.Text, german?.LinkText);
        (Link, Product, Version) = (section.Link, section.ProductSlug, version);
        Picture = section.ProductSlug is null ? section.PictureHash : null;
        Cards = [.. section.Cards.Select(card => new CardForm
        {
            Link = card.Link,
            Picture = card.PictureHash,
            TitleEn = Of(card.Titles, ContentLanguages.English)?.Title,
            TitleDe = Of(card.Titles, ContentLanguages.German)?.Title,
        })];
    }

    /// <param name="section">As it is.</param>
    /// <param name="wrong">Gets what is wrong, and with which field.</param>
    /// <returns>As it is to be, but for the picture of a product; null when something is wrong.</returns>
    public HomeSection? Read(HomeSection section, Action<string, string> wrong)
    {
        var good = true;
        var longest = section.Kind == HomeSections.Text ? HomeEditor.LongestText : LongestHeroText;
        var texts = new List<HomeText>();
        foreach (var language in ContentLanguages.All)
        {
            var (title, text, linkText) = (Line(In(language).Title), In(language).Text?.ReplaceLineEndings("\n").Trim() is { Length: > 0 } typed ? typed : null, Line(In(language).LinkText));
            Check(title?.Length > PageEditor.LongestTitle, PageForm.Field("Title", language), Text.Format(ContentTexts.TitleTooLong, PageEditor.LongestTitle));
            Check(linkText?.Length > PageEditor.LongestTitle, PageForm.Field("LinkText", language), Text.Format(ContentTexts.TitleTooLong, PageEditor.LongestTitle));
            Check(text?.Length > longest, PageForm.Field("Text", language), Text.Format(ContentTexts.TextTooLong, longest, text?.Length));
            Check(text is not null && (text.Contains('\0') || (text.Length <= longest && !PageForm.CanBeRead(text))), PageForm.Field("Text", language), ContentTexts.TextUnreadable);
            if ((title ?? text ?? linkText) is not null)
            {
                texts.Add(new(language, title, text, linkText));
            }
        }
        var cards = new List<HomeCard>();
        foreach (var (card, i) in (Cards ?? []).Select((card, i) => (card, i)).Where(c => !c.card.IsEmpty))
        {
            Check(!IsLink(card.Link), $"Cards[{i}].Link", ContentTexts.LinkWrong);
            Check(!IsPicture(card.Picture), $"Cards[{i}].Picture", ContentTexts.PictureWrong);
            Check(card.TitleEn?.Length > PageEditor.LongestTitle || card.TitleDe?.Length > PageEditor.LongestTitle, $"Cards[{i}].TitleEn", Text.Format(ContentTexts.TitleTooLong, PageEditor.LongestTitle));
            HomeText[] titles = [new(ContentLanguages.English, Line(card.TitleEn)), new(ContentLanguages.German, Line(card.TitleDe))];
            cards.Add(new(card.Link?.Trim() ?? "", Hash().Match(card.Picture ?? "") is { Success: true } hash ? hash.Value : null, [.. titles.Where(title => title.Title is not null)]));
        }
        Check(cards.Count > HomeEditor.MostCards, "", Text.Format(ContentTexts.TooManyCards, HomeEditor.MostCards));
        Check(!string.IsNullOrWhiteSpace(Link) && !IsLink(Link), nameof(Link), ContentTexts.LinkWrong);
        Check(!IsPicture(Picture), nameof(Picture), ContentTexts.PictureWrong);
        Check(Line(Product) is { } product && !ProductSlug().IsMatch(product), nameof(Product), ContentTexts.ProductUnknown);
        return good ? section with
        {
            Texts = texts,
            Cards = cards,
            Link = Line(Link),
            ProductSlug = Line(Product),
            PictureHash = Hash().Match(Picture ?? "") is { Success: true } own ? own.Value : null,
            PictureAlt = null,
        } : null;

        void Check(bool isWrong, string field, string message)
        {
            if (isWrong)
            {
                good = false;
                wrong(field, message);
            }
        }
    }

    private static HomeText? Of(IReadOnlyList<HomeText> texts, string language) => texts.FirstOrDefault(text => text.Language == language);

    private static string? Line(string? typed) => string.Concat((typed ?? "").Where(c => !char.IsControl(c))).Trim() is { Length: > 0 } line ? line : null;

    // Cards and the hero lead to pages of the shop, or out of it where that is said in full.
    private static bool IsLink(string? link) => link?.Trim() is { Length: > 0 and <= LongestLink } typed && PageMarkdown.IsSafe(typed)
        && (typed[0] is '/' or '#' || typed.StartsWith("https://", StringComparison.Ordinal));

    private static bool IsPicture(string? picture) => string.IsNullOrWhiteSpace(picture) || Hash().IsMatch(picture);

    /// <summary>Alone, or in the address of a picture.</summary>
    [GeneratedRegex("(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])", RegexOptions.CultureInvariant)]
    private static partial Regex Hash();

    [GeneratedRegex(@"^[a-z0-9-]{1,120}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ProductSlug();
}

/// <summary>A card of the collections.</summary>
public sealed class CardForm
{
    public string? Link { get; set; }

    public string? Picture { get; set; }

    public string? TitleEn { get; set; }

    public string? TitleDe { get; set; }

    public bool IsEmpty => string.IsNullOrWhiteSpace(Link) && string.IsNullOrWhiteSpace(Picture) && string.IsNullOrWhiteSpace(TitleEn) && string.IsNullOrWhiteSpace(TitleDe);
}
