namespace Avanii.Catalog.Contracts;

/// <summary>What a list can be narrowed by. Beside each value stands how many products the list would hold if it were chosen in addition
/// to what is chosen in the other facets; values of the same facet widen each other. At most some 30 values of a facet are named, those
/// that are chosen always among them, also with a count of 0.</summary>
/// <param name="Categories">Below the category that is listed; without one, the departments and their categories. Empty ones are left out.</param>
/// <param name="Brands">For <c>brand</c>; the most frequent first.</param>
/// <param name="Options">What variants differ in: colour and size first, then the most frequent.</param>
/// <param name="InStock">For <c>inStock=true</c>.</param>
/// <param name="OnSale">For <c>onSale=true</c>.</param>
/// <param name="Ratings">For <c>minRating</c>, from 4 down to 1.</param>
public sealed record ProductFacets(
    IReadOnlyList<CategoryFacet> Categories,
    IReadOnlyList<FacetValue> Brands,
    IReadOnlyList<OptionFacet> Options,
    PriceFacet Price,
    FacetSwitch InStock,
    FacetSwitch OnSale,
    IReadOnlyList<RatingFacet> Ratings);

/// <param name="Count">Products in it and below.</param>
public sealed record CategoryFacet(string Slug, string Name, int Count, IReadOnlyList<CategoryFacet> Children);

/// <param name="Value">What to ask for, and to show.</param>
public sealed record FacetValue(string Value, int Count, bool Chosen);

/// <param name="Name">Such as "Colour".</param>
/// <param name="Parameter">What to ask with: <c>colour</c>, <c>size</c>, or for example <c>option.scent</c>.</param>
/// <param name="Values">Sizes from small to large, numbers by number, others by count.</param>
public sealed record OptionFacet(string Name, string Parameter, IReadOnlyList<FacetValue> Values);

/// <param name="Lowest">Of the variants that the other choices leave; null when they leave none.</param>
/// <param name="Highest">Likewise.</param>
/// <param name="ChosenMin">As the list takes it: never negative, and below the other end.</param>
/// <param name="ChosenMax">Likewise.</param>
/// <param name="Brackets">About equally full, from cheap to dear; none when all costs about the same.</param>
public sealed record PriceFacet(decimal? Lowest, decimal? Highest, decimal? ChosenMin, decimal? ChosenMax, IReadOnlyList<PriceBracket> Brackets);

/// <summary>Prices from <paramref name="Min"/> to <paramref name="Max"/>, both among them; null is an open end.</summary>
public sealed record PriceBracket(decimal? Min, decimal? Max, int Count, bool Chosen);

/// <summary>Something that is asked for or not.</summary>
public sealed record FacetSwitch(int Count, bool Chosen);

/// <summary>So many stars and more.</summary>
public sealed record RatingFacet(int Stars, int Count, bool Chosen);
