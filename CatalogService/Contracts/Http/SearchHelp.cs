using System.ComponentModel.DataAnnotations;

namespace Avanii.Catalog.Contracts;

/// <summary>What a shopper may be on the way to type.</summary>
/// <param name="Products">At most 5.</param>
/// <param name="Categories">At most 3.</param>
/// <param name="Searches">At most 4 searches that were made several times, by however many people, found something, and consist of the catalogue's own words; the most frequent first.</param>
public sealed record SearchSuggestions(IReadOnlyList<SuggestedProduct> Products, IReadOnlyList<CategoryRef> Categories, IReadOnlyList<string> Searches);

/// <param name="Price">The lowest price of its variants, tax included.</param>
/// <param name="PriceVaries">Other variants cost more: show "from".</param>
public sealed record SuggestedProduct(string Slug, string Name, decimal Price, bool PriceVaries, string Currency, string? ImageHash, string ImageAlt);

/// <param name="Words">As they were typed, in small letters and without accents.</param>
/// <param name="Searches">How often, in the days of the report.</param>
/// <param name="LastResults">How many products they found on the last of these days; 0 also when something else was shown instead.</param>
/// <param name="LastDay">The last day on which they were searched.</param>
public sealed record SearchReportLine(string Words, long Searches, int LastResults, DateOnly LastDay);

/// <summary>Terms that mean the same to a shopper, as staff keep them.</summary>
/// <param name="Terms">Of one to five words each. Without <paramref name="AlsoFinds"/>, two at least: each finds what all find.</param>
/// <param name="AlsoFinds">One way: who searches for one of the terms finds these too, and not the other way round.</param>
public sealed record SynonymsRequest(
    [property: Required, MinLength(1), MaxLength(20)] IReadOnlyList<string> Terms,
    [property: MaxLength(20)] IReadOnlyList<string>? AlsoFinds = null);

/// <param name="Version">In quotes it is the entity tag: it goes into If-Match of a change.</param>
public sealed record Synonyms(Guid Id, IReadOnlyList<string> Terms, IReadOnlyList<string> AlsoFinds, int Version);
