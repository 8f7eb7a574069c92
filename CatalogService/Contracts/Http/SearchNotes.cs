namespace Avanii.Catalog.Contracts;

/// <summary>What a shopper is to be told about the results of a search that are not just what was typed.</summary>
/// <param name="CorrectedTo">The words that these results are for: nothing was found for those that were typed.</param>
/// <param name="DidYouMean">These results are for the words as typed; these words would find much more.</param>
/// <param name="Relaxed">No product has all of the words; these have some of them.</param>
/// <param name="FoundElsewhere">Nothing is left by what was chosen besides the words (a category, a filter), but the search without
/// that finds something.</param>
/// <param name="Instead">When there are no results: up to 8 products to show in their place.</param>
/// <param name="Categories">When there are no results: up to 4 categories, those first whose names are like the words.</param>
public sealed record SearchNotes(
    string? CorrectedTo,
    string? DidYouMean,
    bool Relaxed,
    bool FoundElsewhere,
    IReadOnlyList<ProductSummary> Instead,
    IReadOnlyList<CategoryRef> Categories);
