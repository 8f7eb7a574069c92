namespace Avanii.Catalog.Search;

/// <summary>Terms that mean the same to a shopper; kept by staff.</summary>
public sealed class SynonymSet
{
    public required Guid Id { get; init; }

    /// <summary>Whoever searches for one of these, of one word or several,</summary>
    public required string[] Terms { get; set; }

    /// <summary>also finds these; or, when there are none, each of <see cref="Terms"/> finds all the others.</summary>
    public required string[] AlsoFinds { get; set; }

    /// <summary>Rises with each change; the entity tag.</summary>
    public int Version { get; set; } = 1;
}

/// <summary>What there is one of; a single row, made by whoever changes it first.</summary>
public sealed class SearchState
{
    public required int Id { get; init; }

    /// <summary>Rises with each change of any synonym. Every search reads it along, so that no instance works with old ones.</summary>
    public long SynonymsVersion { get; init; }

    /// <summary>What the catalogue looked like when the vocabulary was last taken from it.</summary>
    public string Vocabulary { get; init; } = "";
}

/// <summary>A word that products are described with, as it is written: what misspelt ones are corrected to.</summary>
public sealed class SearchWord
{
    public required string Word { get; init; }

    /// <summary>What the full-text search makes of it.</summary>
    public required string Stem { get; init; }

    /// <summary>How many texts have it.</summary>
    public int Products { get; init; }

    /// <summary>It is in a name, a brand, a category or an option, not only in a description.</summary>
    public bool Named { get; init; }
}

/// <summary>How often words were searched on a day. Nothing of who searched, and no time of the day.</summary>
public sealed class SearchCount
{
    public required DateOnly Day { get; init; }
    public required string Words { get; init; }
    public required int Searches { get; init; }

    /// <summary>How many products the words as typed found when they were searched last; 0 when something else was shown instead.</summary>
    public required int Results { get; init; }
}
