using System.Collections.Frozen;
using System.Numerics;
using Avanii.Catalog.Categories;
using Avanii.Catalog.Contracts;

namespace Avanii.Catalog.Products;

/// <summary>What a list is to hold.</summary>
/// <param name="Within">A category, or null for all.</param>
/// <param name="Hits">What a search has found, or null for all.</param>
/// <param name="Count">How many places to find behind <paramref name="After"/>.</param>
internal sealed record ListingRequest(
    CategoryTree Tree, Category? Within, IReadOnlyList<Hit>? Hits, ProductFilter Filter, ProductSort Sort, Place? After, int Count, bool WithFacets);

/// <summary>A list: how many products, the places asked for, and what it can be narrowed by.</summary>
/// <param name="Fitting">By product, which of its variants are what was chosen, counted in their order; of no product when no option of
/// variants was chosen: every variant may be shown then.</param>
internal sealed record Listing(int Total, IReadOnlyList<Place> Places, ProductFacets? Facets, IReadOnlyDictionary<Guid, IReadOnlyList<int>> Fitting)
{
    /// <summary>Goes once over the products, for the list and for all counts; from behind, where the newest are: these are asked for most,
    /// and the first places hardly change then.</summary>
    public static Listing Make(ProductIndex index, ListingRequest request)
    {
        var pass = new Pass(index, request);
        if (request.Hits is { } hits)
        {
            for (var i = hits.Count - 1; i >= 0; i--)
            {
                pass.Look(index.Find(hits[i].Id), hits[i].Rank);
            }
        }
        else
        {
            for (var i = index.Products.Count - 1; i >= 0; i--)
            {
                pass.Look(index.Products[i], rank: 0);
            }
        }
        return pass.Finish();
    }

    /// <summary>Each facet that is chosen is a bit of what a product or a variant fails. What fails nothing is in the list; what fails
    /// one facet only is counted in that facet, because there it would be in the list if it were chosen.</summary>
    private sealed class Pass
    {
        private const int Brand = 1, Rating = 2, Price = 4, Stock = 8, Sale = 16, FirstOption = 32;

        private readonly ProductIndex _index;
        private readonly ListingRequest _request;
        private readonly FirstPlaces _places;
        private readonly FacetCounts? _counts;
        private readonly bool[]? _within;
        private readonly bool[]? _brands;
        private readonly int _options; // bits of the options that are chosen
        private readonly int[] _chosen; // by value: its option's bit when it is chosen
        private readonly int[] _optionOf; // by value: its option's bit when anything is chosen of that
        private readonly long _minPrice;
        private readonly long _maxPrice;
        private readonly int _minRating;
        private int _total;

        public Pass(ProductIndex index, ListingRequest request)
        {
            (_index, _request) = (index, request);
            var filter = request.Filter;
            _places = new FirstPlaces(request.Count, request.Sort.Order(), request.After);
            _counts = request.WithFacets ? new FacetCounts(index) : null;
            if (request.Within is { } category)
            {
                _within = new bool[index.Categories.Count];
                foreach (var number in request.Tree.Below(category).Where(c => index.Categories.ContainsKey(c.Id)).Select(c => index.Categories[c.Id]))
                {
                    _within[number] = true;
                }
            }
            if (filter.Brands.Count > 0)
            {
                _brands = new bool[index.Brands.Count];
                foreach (var brand in filter.Brands)
                {
                    if (index.Brands.TryFind(brand, out var number))
                    {
                        _brands[number] = true;
                    }
                }
            }
            (_chosen, _optionOf) = (new int[index.Options.Values.Count], new int[index.Options.Values.Count]);
            var bit = FirstOption;
            foreach (var (name, values) in filter.Options)
            {
                _options |= bit;
                if (index.Options.TryFindName(name, out var option))
                {
                    for (var value = 0; value < _optionOf.Length; value++)
                    {
                        _optionOf[value] |= index.Options.Values[value].Option == option ? bit : 0;
                    }
                    foreach (var text in values)
                    {
                        if (index.Options.TryFindValue(option, text, out var value))
                        {
                            _chosen[value] = bit;
                        }
                    }
                }
                bit <<= 1;
            }
            (_minPrice, _maxPrice) = ((long)((filter.MinPrice ?? 0) * 100), filter.MaxPrice is { } max ? (long)(max * 100) : long.MaxValue);
            _minRating = filter.MinRating ?? 0;
        }

        public void Look(ListedProduct? product, float rank)
        {
            if (product is null || (_within is not null && !_within[product.Category]))
            {
                return;
            }
            var failed = (_brands is null || _brands[product.Brand] ? 0 : Brand) | (_minRating == 0 || product.Rating >= _minRating ? 0 : Rating);
            if (failed != 0 && (_counts is null || !BitOperations.IsPow2(failed)))
            {
                return;
            }
            if (!HasVariant(product, count: _counts is not null && failed == 0))
            {
                return;
            }
            if ((failed & ~Brand) == 0)
            {
                _counts?.AddBrand(product.Brand);
            }
            if ((failed & ~Rating) == 0)
            {
                _counts?.AddRating(product.Rating);
            }
            if (failed == 0)
            {
                _counts?.AddCategory(product.Category);
                _total++;
                _places.Add(_request.Sort.PlaceOf(product, rank));
            }
        }

        public Listing Finish()
        {
            var places = _places.InOrder();
            return new(_total, places, _counts?.ToFacets(_request), _options == 0 ? FrozenDictionary<Guid, IReadOnlyList<int>>.Empty : places.ToDictionary(place => place.Id, place => Fitting(_index.Find(place.Id)!)));
        }

        private IReadOnlyList<int> Fitting(ListedProduct product)
        {
            var each = product.OptionValues.Length / product.Variants.Length;
            return [.. Enumerable.Range(0, product.Variants.Length).Where(i => Fails(product.Variants[i], product.OptionValues.AsSpan(i * each, each)) == 0)];
        }

        /// <returns>Whether one of its variants fails nothing.</returns>
        private bool HasVariant(ListedProduct product, bool count)
        {
            var found = false;
            var each = product.OptionValues.Length / product.Variants.Length;
            for (var i = 0; i < product.Variants.Length; i++)
            {
                ref readonly var variant = ref product.Variants[i];
                var values = product.OptionValues.AsSpan(i * each, each);
                var failed = Fails(variant, values);
                found |= failed == 0;
                if (count && (failed & (failed - 1)) == 0)
                {
                    Count(variant, values, failed);
                }
                else if (found && !count)
                {
                    return true;
                }
            }
            if (count)
            {
                _counts!.EndProduct();
            }
            return found;
        }

        private int Fails(in ListedVariant variant, ReadOnlySpan<int> values)
        {
            var failed = _options
                | (variant.Price >= _minPrice && variant.Price <= _maxPrice ? 0 : Price)
                | (_request.Filter.InStock && !variant.InStock ? Stock : 0)
                | (_request.Filter.OnSale && !variant.OnSale ? Sale : 0);
            foreach (var value in values)
            {
                failed &= ~_chosen[value];
            }
            return failed;
        }

        private void Count(in ListedVariant variant, ReadOnlySpan<int> values, int failed)
        {
            if ((failed & ~Price) == 0)
            {
                _counts!.AddPrice(variant.Price);
            }
            if ((failed & ~Stock) == 0 && variant.InStock)
            {
                _counts!.AddInStock();
            }
            if ((failed & ~Sale) == 0 && variant.OnSale)
            {
                _counts!.AddOnSale();
            }
            foreach (var value in values)
            {
                if ((failed & ~_optionOf[value]) == 0)
                {
                    _counts!.AddOption(value);
                }
            }
        }
    }
}
