namespace Avanii.Catalog.Data.DemoCatalogue;

public sealed record DemoDepartment(string Slug, string Name, string Description, DemoPicture Picture, IReadOnlyList<DemoCategory> Categories);

public sealed record DemoCategory(string Slug, string Name, string Description, DemoPicture Picture);

/// <param name="Options">Names of what a shopper chooses, at most two: <c>["Colour", "Size"]</c>; empty when there is one variant only.</param>
/// <param name="Retired">Was sold once and keeps its page, but not its price list: nobody can buy it any more.</param>
public sealed record DemoProduct(
    string Slug,
    string Name,
    string Brand,
    string Description,
    IReadOnlyList<string> Details,
    DemoVatClass VatClass,
    string CategorySlug,
    IReadOnlyList<string> Options,
    IReadOnlyList<DemoVariant> Variants,
    IReadOnlyList<DemoPicture> Pictures,
    bool Retired);

/// <param name="OptionValues">One for each of the product's options, in their order.</param>
/// <param name="Price">EUR, tax included.</param>
/// <param name="CompareAtPrice">The price before a sale.</param>
/// <param name="PictureIndex">The product's picture that shows this variant, where one does.</param>
public sealed record DemoVariant(string Sku, IReadOnlyList<string> OptionValues, decimal Price, decimal? CompareAtPrice, int OnHand, int? PictureIndex);

public sealed record DemoPicture(string Alt, DemoScene Scene);

public enum DemoVatClass
{
    Standard,

    /// <summary>Food and books.</summary>
    Reduced,
}

/// <param name="Terms">Each finds all the others, or what <paramref name="AlsoFinds"/> has.</param>
public sealed record DemoSynonyms(IReadOnlyList<string> Terms, IReadOnlyList<string>? AlsoFinds = null);
