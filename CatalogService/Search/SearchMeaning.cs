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
    private const float WholeSku = 100; // text ranks stay below 1
    private const float BeginningOfSku = 50;

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

    /// <summary>At least this many products are found in the whole shop; 0 when nobody has looked.</summary>
    public int AtLeast { get; init; }

    /// <summary>Nothing can be found: only punctuation, pictograms or words like "the" were typed.</summary>
    public bool IsNothing => Query is NpgsqlTsQueryEmpty && Skus.Ids.Length == 0;

    public IQueryable<Product> Filter(IQueryable<Product> products)
    {
        var ids = Skus.Ids;
        if (Query is NpgsqlTsQueryEmpty)
        {
            return products.Where(p => ids.Contains(p.Id));
        }
        return ids.Length > 0
            ? products.Where(p => p.SearchVector.Matches(Query) || ids.Contains(p.Id))
            : products.Where(p => p.SearchVector.Matches(Query));
    }

    public IQueryable<RankedProduct> Rank(IQueryable<Product> products)
    {
        if (Query is NpgsqlTsQueryEmpty)
        {
            return products.Select(p => new RankedProduct { Product = p, Rank = WholeSku });
        }
        var (whole, beginning) = (Skus.Whole, Skus.AreMeant ? Skus.Beginning : []);
        return whole.Length + beginning.Length > 0
            ? products.Select(p => new RankedProduct
            {
                Product = p,
                Rank = (whole.Contains(p.Id) ? WholeSku : beginning.Contains(p.Id) ? BeginningOfSku : 0) + p.SearchVector.Rank(Query),
            })
            : products.Select(p => new RankedProduct { Product = p, Rank = p.SearchVector.Rank(Query) });
    }
}

/// <param name="Whole">Products with that very SKU.</param>
/// <param name="Beginning">Products with a SKU that begins so.</param>
/// <param name="AreMeant">It cannot well be a word: "MUG-ST" is the beginning of a SKU first, "cast" is a word first.</param>
internal sealed record SkuHits(Guid[] Whole, Guid[] Beginning, bool AreMeant)
{
    public static SkuHits None { get; } = new([], [], false);

    public Guid[] Ids { get; } = [.. Whole.Union(Beginning)];
}
