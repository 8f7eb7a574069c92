using Avanii.Catalog.Categories;
using Avanii.Catalog.Contracts;

namespace Avanii.Catalog.Products;

/// <summary>Counts products for the facets of one list, each product once for a value however many variants have it.</summary>
internal sealed class FacetCounts(ProductIndex index)
{
    private const int MaxValues = 30;
    private const int MaxOptions = 6;
    private static readonly string[] FirstOptions = ["colour", "size"];

    private readonly int[] _categories = new int[index.Categories.Count];
    private readonly int[] _brands = new int[index.Brands.Count];
    private readonly int[] _options = new int[index.Options.Values.Count];
    private readonly int[] _optionCountedFor = new int[index.Options.Values.Count];
    private readonly int[] _ratings = new int[6];
    private readonly PriceCounts _prices = new();
    private int _product = 1;
    private int _inStock;
    private int _onSale;
    private bool _isInStock;
    private bool _isOnSale;

    public void AddCategory(int category) => _categories[category]++;

    public void AddBrand(int brand) => _brands[brand]++;

    public void AddRating(decimal? rating) => _ratings[(int)(rating ?? 0)]++;

    /// <summary>A variant's price; like the following, until <see cref="EndProduct"/> of one and the same product.</summary>
    public void AddPrice(long price) => _prices.Add(price);

    public void AddInStock() => _isInStock = true;

    public void AddOnSale() => _isOnSale = true;

    public void AddOption(int value)
    {
        if (_optionCountedFor[value] != _product)
        {
            _optionCountedFor[value] = _product;
            _options[value]++;
        }
    }

    public void EndProduct()
    {
        _product++;
        _inStock += _isInStock ? 1 : 0;
        _onSale += _isOnSale ? 1 : 0;
        (_isInStock, _isOnSale) = (false, false);
        _prices.EndProduct();
    }

    public ProductFacets ToFacets(ListingRequest request)
    {
        var filter = request.Filter;
        return new(
            Categories(request.Tree, request.Within),
            Named(_brands.Select((count, brand) => (index.Brands[brand], count)), filter.Brands),
            Options(filter),
            _prices.ToFacet(filter),
            new(_inStock, filter.InStock),
            new(_onSale, filter.OnSale),
            [.. Enumerable.Range(1, 4).Reverse().Select(stars => new RatingFacet(stars, _ratings.Skip(stars).Sum(), filter.MinRating == stars))]);
    }

    private IReadOnlyList<CategoryFacet> Categories(CategoryTree tree, Category? within)
    {
        var roots = tree.ToNodes(index.Categories.ToDictionary(c => c.Key, c => _categories[c.Value]));
        return within is null
            ? ToFacets(roots, levels: 2)
            : ToFacets(tree.PathTo(within.Id).Aggregate(roots, (nodes, step) => nodes.Single(n => n.Slug == step.Slug).Children), levels: 1);

        static IReadOnlyList<CategoryFacet> ToFacets(IReadOnlyList<CategoryNode> nodes, int levels) => levels == 0 ? []
            : [.. nodes.Where(n => n.ProductCount > 0).Select(n => new CategoryFacet(n.Slug, n.Name, n.ProductCount, ToFacets(n.Children, levels - 1)))];
    }

    private IReadOnlyList<OptionFacet> Options(ProductFilter filter)
    {
        var found = index.Options.Values.Select((value, i) => (index.Options.NameOf(value.Option), value.Text, Count: _options[i]))
            .Where(v => v.Count > 0)
            .ToLookup(v => v.Item1, v => (v.Text, v.Count), StringComparer.OrdinalIgnoreCase);
        return [.. found.Select(option => option.Key).Concat(filter.Options.Keys).Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(name => (Name: name, Chosen: filter.Options.GetValueOrDefault(name), First: Array.IndexOf(FirstOptions, name.ToLowerInvariant()), Count: found[name].Sum(v => v.Count)))
            .OrderByDescending(option => option.Chosen is not null).ThenByDescending(option => option.First >= 0).ThenByDescending(option => option.Count)
            .Take(MaxOptions)
            .OrderBy(option => option.First >= 0 ? option.First : FirstOptions.Length).ThenByDescending(option => option.Count).ThenBy(option => option.Name, StringComparer.Ordinal)
            .Select(option => new OptionFacet(option.Name, ProductFilter.ParameterOf(option.Name), OptionOrder.Sort(Named(found[option.Name], option.Chosen ?? []))))];
    }

    /// <returns>The most frequent values and those that are chosen.</returns>
    private static IReadOnlyList<FacetValue> Named(IEnumerable<(string Text, int Count)> values, IReadOnlyList<string> chosen)
    {
        var isChosen = chosen.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var all = values.Where(v => v.Count > 0 || isChosen.Contains(v.Text)).Select(v => new FacetValue(v.Text, v.Count, isChosen.Contains(v.Text))).ToList();
        all.AddRange(isChosen.Except(all.Select(v => v.Value), StringComparer.OrdinalIgnoreCase).Select(text => new FacetValue(text, 0, Chosen: true)));
        return [.. all.OrderByDescending(v => v.Chosen).ThenByDescending(v => v.Count).ThenBy(v => v.Value, StringComparer.OrdinalIgnoreCase)
            .Take(MaxValues)
            .OrderByDescending(v => v.Count).ThenBy(v => v.Value, StringComparer.OrdinalIgnoreCase)];
    }
}
