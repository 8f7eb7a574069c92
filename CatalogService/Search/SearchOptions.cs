using System.ComponentModel.DataAnnotations;

namespace Avanii.Catalog.Search;

public sealed class SearchOptions
{
    public const string Section = "Search";

    /// <summary>How often the vocabulary is held against the catalogue. Only corrections of misspelt words wait for it: what is spelt right is found at once.</summary>
    [Range(typeof(TimeSpan), "00:00:00.0100000", "1.00:00:00")]
    public TimeSpan VocabularyInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long searches are counted in memory before they are written.</summary>
    [Range(typeof(TimeSpan), "00:00:00.0100000", "01:00:00")]
    public TimeSpan LogInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many days the counts of searches are kept.</summary>
    [Range(1, 3650)]
    public int KeepLogDays { get; init; } = 90;

    /// <summary>How often older counts are looked for.</summary>
    [Range(typeof(TimeSpan), "00:00:00.0100000", "1.00:00:00")]
    public TimeSpan SweepInterval { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Up to so many hits are all weighed.</summary>
    [Range(1, 1_000_000)]
    public int MostRanked { get; init; } = 10_000;

    /// <summary>Of more, so many are, the best-selling ones.</summary>
    [Range(1, 1_000_000)]
    public int RankedOfMore { get; init; } = 1_000;

    /// <summary>A search is suggested to everybody when it was made this often and consists of words that products are described with. Who
    /// searched is not kept, so these may be one person's searches: it is the words that keep nonsense out, not the number.</summary>
    [Range(1, 1000)]
    public int SuggestAfter { get; init; } = 3;
}
