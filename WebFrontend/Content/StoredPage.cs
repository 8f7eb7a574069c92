using System.ComponentModel.DataAnnotations;

namespace Avanii.Web.Content;

/// <summary>A page that staff write, such as the imprint.</summary>
public sealed class StoredPage
{
    /// <summary>Its name in addresses; never changes.</summary>
    [MaxLength(KnownPages.LongestSlug)]
    public required string Slug { get; init; }

    /// <summary>Where its link stands in the footer: rising; null: not there.</summary>
    public int? FooterPlace { get; set; }

    /// <summary>Number of the newest revision: who changes the page says what they have seen.</summary>
    public int Revision { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>One for each language in which it is written; replaced, never changed in place.</summary>
    public required IReadOnlyList<PageText> Texts { get; set; }
}

/// <param name="Language">ISO 639-1.</param>
/// <param name="Title">The heading, and the words of a link to it.</param>
/// <param name="Markdown">As staff typed it.</param>
public sealed record PageText(string Language, string Title, string Markdown);

/// <summary>A page as it was once saved.</summary>
public sealed class PageRevision
{
    [MaxLength(KnownPages.LongestSlug)]
    public required string Slug { get; init; }

    public int Number { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>Who: a token's subject; null: the text that the shop began with.</summary>
    [MaxLength(100)]
    public string? By { get; init; }

    public int? FooterPlace { get; init; }

    public required IReadOnlyList<PageText> Texts { get; init; }
}

/// <summary>The front page as staff have arranged it; no row: as the shop comes.</summary>
public sealed class StoredHome
{
    public int Id { get; init; } = 1;

    public int Revision { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    public required HomeLayout Layout { get; set; }
}

/// <summary>Counts each change of pages and front page: whoever keeps a copy asks this number instead of everything.</summary>
public sealed class ContentState
{
    public int Id { get; init; } = 1;

    public long Version { get; init; }
}
