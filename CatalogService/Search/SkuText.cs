using Avanii.Catalog.Products;

namespace Avanii.Catalog.Search;

/// <summary>A text that may be a SKU, or the beginning of one.</summary>
/// <param name="Written">In capitals.</param>
/// <param name="Bare">The same without hyphens, dots and spaces; empty when it is no SKU.</param>
internal sealed record SkuText(string Written, string Bare)
{
    private const int ShortestBeginning = 4;

    public static SkuText None { get; } = new("", "");

    /// <summary>What to look for the beginning of; empty when it is too short.</summary>
    public string Beginning => Bare.Length >= ShortestBeginning ? Bare : "";

    /// <summary>No word looks like that.</summary>
    public bool IsNoWord => Written.Any(c => char.IsAsciiDigit(c) || c is '-' or '_' or '.');

    public static SkuText Of(string words)
    {
        var written = words.ToUpperInvariant();
        return written.Length <= Sku.MaxLength && written.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ' ')
            ? new(written, string.Concat(written.Where(char.IsAsciiLetterOrDigit))) : None;
    }
}

/// <param name="Whole">Products on sale with that very SKU.</param>
/// <param name="Beginning">Products on sale with a SKU that begins so.</param>
/// <param name="AreMeant">It cannot well be a word: "MUG-ST" is the beginning of a SKU first, "cast" is a word first.</param>
internal sealed record SkuHits(Guid[] Whole, Guid[] Beginning, bool AreMeant)
{
    private const float WholeSku = 100; // text ranks stay below 1
    private const float BeginningOfSku = 50;

    public static SkuHits None { get; } = new([], [], false);

    public Guid[] Ids { get; } = [.. Whole.Union(Beginning)];

    /// <returns>These as well as what the words have found.</returns>
    public List<Hit> Among(List<Hit> hits)
    {
        if (Ids.Length == 0)
        {
            return hits;
        }
        var own = Ids.ToDictionary(id => id, id => Whole.Contains(id) ? WholeSku : AreMeant ? BeginningOfSku : 0);
        return [.. hits.Select(hit => own.Remove(hit.Id, out var more) ? hit with { Rank = hit.Rank + more } : hit), .. own.Select(sku => new Hit(sku.Key, sku.Value))];
    }
}
