using Avanii.Catalog.Products;
using Microsoft.EntityFrameworkCore;
using NpgsqlTypes;

namespace Avanii.Catalog.Search;

/// <summary>A search as the database understands it. It depends on the words alone, not on what a shopper chooses besides, so that a
/// choice narrows a list and never exchanges it.</summary>
/// <param name="Query">What to look for.</param>
/// <param name="Skus">Products whose SKU was typed, or its beginning.</param>
internal sealed record SearchMeaning(NpgsqlTsQuery Query, SkuHits Skus)
{
    /// <summary>As it was typed.</summary>
    public required string Typed { get; init; }

    /// <summary>The words as they are logged.</summary>
    public required string Words { get; init; }

    /// <summary>The words that were looked for, where those that were typed find nothing.</summary>
    public string? CorrectedTo { get; init; }

    /// <summary>Words that would find much more.</summary>
    public string? DidYouMean { get; init; }

    /// <summary>Any of the words is enough, for all of them together find nothing.</summary>
    public bool Relaxed { get; init; }

    /// <summary>What to look for if this finds nothing: the corrected words, then any of them.</summary>
    public SearchMeaning? Otherwise { get; init; }

    /// <summary>About how many products it finds; a guess from the vocabulary, 0 where it does not know.</summary>
    public int Expected { get; init; }

    /// <summary>Nothing can be found: only punctuation, pictograms or words like "the" were typed.</summary>
    public bool IsNothing => Query is NpgsqlTsQueryEmpty && Skus.Ids.Length == 0;

    /// <summary>Those on sale that have the words, whatever their SKU.</summary>
    public IQueryable<Product> WithWords(IQueryable<Product> products) => products.Where(p => p.RetiredAt == null && p.SearchVector.Matches(Query));
}
