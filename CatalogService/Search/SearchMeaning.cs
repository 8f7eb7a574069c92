using Avanii.Catalog.Products;
using Microsoft.EntityFrameworkCore;
using NpgsqlTypes;

namespace Avanii.Catalog.Search;

/// <summary>A search as the database understands it.</summary>
/// <param name="Query">What to look for.</param>
/// <param name="ProductOfSku">The product whose SKU was typed.</param>
internal sealed record SearchMeaning(NpgsqlTsQuery Query, Guid? ProductOfSku)
{
    private const float ExactHit = 100; // text ranks stay below 1

    /// <summary>Nothing can be found: only punctuation, pictograms or words like "the" were typed.</summary>
    public bool IsNothing => Query is NpgsqlTsQueryEmpty && ProductOfSku is null;

    public IQueryable<Product> Filter(IQueryable<Product> products) => ProductOfSku is { } id
        ? products.Where(p => p.SearchVector.Matches(Query) || p.Id == id)
        : products.Where(p => p.SearchVector.Matches(Query));

    public IQueryable<RankedProduct> Rank(IQueryable<Product> products) => ProductOfSku is { } id
        ? products.Select(p => new RankedProduct { Product = p, Rank = p.Id == id ? ExactHit : p.SearchVector.Rank(Query) })
        : products.Select(p => new RankedProduct { Product = p, Rank = p.SearchVector.Rank(Query) });
}
