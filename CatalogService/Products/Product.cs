using System.Globalization;
using System.Text;
using Avanii.Catalog.Categories;
using Avanii.Catalog.Contracts;
using NpgsqlTypes;

namespace Avanii.Catalog.Products;

/// <summary>Something that is sold, in one or more variants. It also keeps what a tile in a list shows of its variants and
/// pictures, so that a list needs neither.</summary>
public sealed class Product
{
    private readonly List<Variant> _variants = [];
    private readonly List<ProductPicture> _pictures = [];

    public required Guid Id { get; init; }

    /// <summary>Last part of the product page's address.</summary>
    public required string Slug { get; set; }

    public required string Name { get; init; }

    public required string Brand { get; init; }

    /// <summary>Paragraphs of plain text, parted by an empty line.</summary>
    public required string Description { get; init; }

    /// <summary>Short facts, one a line.</summary>
    public required string Details { get; init; }

    public required VatClass VatClass { get; init; }

    /// <summary>What its variants differ in, such as "Colour" and "Size".</summary>
    public required string[] OptionNames { get; init; }

    public required DateTimeOffset CreatedAt
    {
        get;
        init => (field, UpdatedAt) = (value, value);
    }

    /// <summary>When something that a shopper sees of it changed last; stock comes and goes without it.</summary>
    public DateTimeOffset UpdatedAt { get; private set; }

    public DateTimeOffset? RetiredAt { get; private set; }

    /// <summary>Rises with each change that a shopper can see, other than of stock.</summary>
    public long Version { get; private set; } = 1;

    public Guid CategoryId { get; private set; }

    public IReadOnlyList<Variant> Variants => _variants;

    public IReadOnlyList<ProductPicture> Pictures => _pictures;

    /// <summary>The name without case and accents: lists by name look alike on every operating system.</summary>
    public string SortName { get; private set; } = "";

    public decimal LowestPrice { get; private set; }

    /// <summary>What the cheapest variant cost before a sale.</summary>
    public decimal? CompareAtPrice { get; private set; }

    public bool PriceVaries { get; private set; }

    /// <summary>At least one variant is reduced.</summary>
    public bool OnSale { get; private set; }

    public int VariantCount { get; private set; }

    /// <summary>The SKU, when there is one variant only.</summary>
    public string? OnlySku { get; private set; }

    public string? CoverHash { get; private set; }

    public string CoverAlt { get; private set; } = "";

    /// <summary>Average of the published reviews, 1 to 5; null when there are none.</summary>
    public decimal? RatingAverage { get; init; }

    public int RatingCount { get; init; }

    /// <summary>Units sold or held in the last 90 days; counted again every few minutes.</summary>
    public int SoldUnits { get; init; }

    /// <summary>Names from the department down, for the search.</summary>
    public string CategoryNames { get; private set; } = "";

    /// <summary>SKUs and option values, for the search.</summary>
    public string VariantWords { get; private set; } = "";

    /// <summary>Made by the database from the texts above.</summary>
    public NpgsqlTsVector SearchVector { get; private set; } = null!;

    /// <summary>Its events are published in the order in which they happened.</summary>
    public string Aggregate => $"product:{Id:N}";

    /// <param name="path">From the department down to the category it is in.</param>
    public void PlaceIn(IReadOnlyList<Category> path)
    {
        CategoryId = path[^1].Id;
        CategoryNames = string.Join(' ', path.Select(c => c.Name));
        SortName = Fold(Name);
    }

    public void AddVariant(Variant variant)
    {
        _variants.Add(variant);
        Summarise();
    }

    public void AddPicture(string hash, string alt)
    {
        _pictures.Add(new ProductPicture { ImageHash = hash, Alt = alt, Position = _pictures.Count });
        (CoverHash, CoverAlt) = (_pictures[0].ImageHash, _pictures[0].Alt);
    }

    /// <returns>False when that is its price already: nothing has changed.</returns>
    /// <exception cref="InvalidOperationException">It is none of this product's variants, or the variants are not loaded.</exception>
    public bool ChangePrice(string sku, decimal price, decimal? compareAtPrice, DateTimeOffset at)
    {
        var variant = _variants.Single(v => v.Sku == sku);
        if (variant.Price == price && variant.CompareAtPrice == compareAtPrice)
        {
            return false;
        }
        variant.ChangePrice(price, compareAtPrice);
        Summarise();
        MarkChanged(at);
        return true;
    }

    /// <returns>False when that is its slug already: nothing has changed.</returns>
    public bool ChangeSlug(string slug, DateTimeOffset at)
    {
        if (Slug == slug)
        {
            return false;
        }
        Slug = slug;
        MarkChanged(at);
        return true;
    }

    /// <returns>False when it was retired before: a repetition changes nothing.</returns>
    public bool Retire(DateTimeOffset at)
    {
        if (RetiredAt is not null)
        {
            return false;
        }
        RetiredAt = at;
        MarkChanged(at);
        return true;
    }

    private void MarkChanged(DateTimeOffset at)
    {
        Version++;
        UpdatedAt = at;
    }

    private void Summarise()
    {
        var cheapest = _variants.OrderBy(v => v.Price).ThenBy(v => v.Position).First();
        LowestPrice = cheapest.Price;
        CompareAtPrice = cheapest.CompareAtPrice;
        PriceVaries = _variants.Any(v => v.Price != cheapest.Price);
        OnSale = _variants.Any(v => v.CompareAtPrice is not null);
        VariantCount = _variants.Count;
        OnlySku = _variants.Count == 1 ? cheapest.Sku : null;
        VariantWords = string.Join(' ', _variants.Select(v => v.Sku).Concat(_variants.SelectMany(v => v.OptionValues).Distinct()));
    }

    private static string Fold(string name) => string.Concat(name.Normalize(NormalizationForm.FormD)
        .Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)).Normalize().ToLowerInvariant();
}
