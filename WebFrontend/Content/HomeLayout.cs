namespace Avanii.Web.Content;

/// <summary>Sections of the front page, in the order in which they stand there.</summary>
public sealed record HomeLayout(IReadOnlyList<HomeSection> Sections)
{
    /// <summary>As the shop comes.</summary>
    public static HomeLayout Default { get; } = new([
        new(HomeSections.Hero, true), new(HomeSections.Collections, true), new(HomeSections.Newest, true), new(HomeSections.Promises, true),
        new(HomeSections.BestSelling, false), new(HomeSections.Sale, true), new(HomeSections.Text, false),
    ]);

    /// <returns>With each section once: what was stored may be older than a section, or newer than this code.</returns>
    public HomeLayout Complete() => new([
        .. Sections.Where(section => HomeSections.All.Contains(section.Kind)).DistinctBy(section => section.Kind),
        .. Default.Sections.ExceptBy(Sections.Select(section => section.Kind), section => section.Kind).Select(section => section with { On = false }),
    ]);

    /// <returns>Whether it is switched on.</returns>
    public bool Shows(string kind) => Find(kind).On;

    public HomeSection Find(string kind) => Sections.First(section => section.Kind == kind);

    public HomeLayout With(HomeSection section) => new([.. Sections.Select(s => s.Kind == section.Kind ? section : s)]);

    /// <param name="kind">Of the section.</param>
    /// <param name="by">-1: one place up; 1: one down. Beyond the ends it stays.</param>
    public HomeLayout Move(string kind, int by)
    {
        var sections = Sections.ToList();
        var from = sections.FindIndex(section => section.Kind == kind);
        var to = Math.Clamp(from + by, 0, sections.Count - 1);
        (sections[from], sections[to]) = (sections[to], sections[from]);
        return new(sections);
    }
}

/// <summary>What the front page can show.</summary>
public static class HomeSections
{
    public const string Hero = "hero", Collections = "collections", Newest = "new", Promises = "promises", BestSelling = "best-selling", Sale = "sale", Text = "text";

    public static IReadOnlyList<string> All { get; } = [Hero, Collections, Newest, Promises, BestSelling, Sale, Text];
}

/// <param name="Kind">One of <see cref="HomeSections"/>.</param>
/// <param name="On">It is shown.</param>
public sealed record HomeSection(string Kind, bool On)
{
    /// <summary>Where staff wrote nothing, the shop's own words stand.</summary>
    public IReadOnlyList<HomeText> Texts { get; init; } = [];

    /// <summary>Where the button of the hero leads.</summary>
    public string? Link { get; init; }

    /// <summary>The hero's product, whose picture is looked up when it is saved: a view of the page has no time for it.</summary>
    public string? ProductSlug { get; init; }

    /// <summary>The hero's picture in the catalogue; null: the two newest products.</summary>
    public string? PictureHash { get; init; }

    public string? PictureAlt { get; init; }

    /// <summary>Of the collections; none: all departments.</summary>
    public IReadOnlyList<HomeCard> Cards { get; init; } = [];
}

/// <param name="Language">ISO 639-1.</param>
/// <param name="Title">Null: the shop's own.</param>
/// <param name="Text">Of the hero: plain; of the text: Markdown.</param>
/// <param name="LinkText">On the hero's button.</param>
public sealed record HomeText(string Language, string? Title, string? Text = null, string? LinkText = null);

/// <param name="Link">A category (<c>/c/mugs</c>), a search, or any page of the shop.</param>
/// <param name="PictureHash">Null: the category's.</param>
/// <param name="Titles">None: the category's name.</param>
public sealed record HomeCard(string Link, string? PictureHash, IReadOnlyList<HomeText> Titles);
