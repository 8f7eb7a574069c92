using Avanii.Catalog.Data;

namespace Avanii.Catalog.Products;

/// <summary>All products that are sold, in memory, as narrow as choosing, counting and ordering them needs: some 500 bytes each. A pass over
/// all of them takes milliseconds, where the database would group the same rows once for each facet.</summary>
/// <remarks>It is never older than the request that asks: each first reads what has changed since the last one, which is next to
/// nothing, whoever changed it. So there is nothing to drop, no event to wait for, and any number of instances say the same.</remarks>
internal sealed class ProductIndex : IDisposable
{
    private readonly SemaphoreSlim _loading = new(1, 1);
    private readonly Lock _applying = new();
    private readonly ReaderWriterLockSlim _lock = new();
    private volatile DatabaseSnapshot? _seen;
    private Dictionary<Guid, int> _slots = [];
    private Dictionary<Guid, int> _categories = [];
    private List<ListedProduct?> _products = [];

    /// <summary>To be read inside <see cref="Read"/> only, like the others here.</summary>
    public WordTable Brands { get; private set; } = new();

    public OptionTable Options { get; private set; } = new();

    /// <summary>The number of each category that has had a product.</summary>
    public IReadOnlyDictionary<Guid, int> Categories => _categories;

    /// <summary>Null where one was retired.</summary>
    public IReadOnlyList<ListedProduct?> Products => _products;

    public ListedProduct? Find(Guid id) => _slots.TryGetValue(id, out var slot) ? _products[slot] : null;

    /// <summary>Brings it up to date with the database.</summary>
    /// <returns>What was read on the way: the category tree, and the search's hits.</returns>
    public async Task<ListingChanges> CatchUpAsync(CatalogDbContext db, IQueryable<Hit>? search, CancellationToken ct)
    {
        var since = _seen ?? await LoadAsync(db, ct);
        var changes = await ListingChanges.ReadAsync(db, since, search, ct);
        if (changes.Snapshot.IsOfAnotherDatabaseThan(since))
        {
            _seen = null;
            return await CatchUpAsync(db, search, ct);
        }
        Apply(changes, afresh: false);
        return changes;
    }

    /// <summary>Looks at one state of it; many may at the same time.</summary>
    public T Read<T>(Func<ProductIndex, T> look)
    {
        _lock.EnterReadLock();
        try
        {
            return look(this);
        }
        finally
        {
            _lock.ExitReadLock();
        }
    }

    public void Dispose()
    {
        _loading.Dispose();
        _lock.Dispose();
    }

    private async Task<DatabaseSnapshot> LoadAsync(CatalogDbContext db, CancellationToken ct)
    {
        await _loading.WaitAsync(ct);
        try
        {
            if (_seen is { } loadedMeanwhile)
            {
                return loadedMeanwhile;
            }
            var everything = await ListingChanges.ReadAsync(db, since: null, search: null, ct);
            Apply(everything, afresh: true);
            return everything.Snapshot;
        }
        finally
        {
            _loading.Release();
        }
    }

    private void Apply(ListingChanges changes, bool afresh)
    {
        lock (_applying)
        {
            // Requests read side by side: what has been overtaken by a later look tells nothing new, and would undo what that one saw.
            if (!afresh && _seen is { } seen && !changes.Snapshot.SeesMoreThan(seen))
            {
                return;
            }
            if (afresh || changes.Products.Count > 0)
            {
                _lock.EnterWriteLock();
                try
                {
                    if (afresh)
                    {
                        (_slots, _categories, _products, Brands, Options) = ([], [], [], new(), new());
                    }
                    foreach (var row in changes.Products)
                    {
                        Put(row.Id, row.Retired || !changes.Variants.TryGetValue(row.Id, out var variants) ? null : Build(row, variants));
                    }
                }
                finally
                {
                    _lock.ExitWriteLock();
                }
            }
            _seen = changes.Snapshot;
        }
    }

    private void Put(Guid id, ListedProduct? product)
    {
        if (_slots.TryGetValue(id, out var slot))
        {
            _products[slot] = product;
        }
        else if (product is not null)
        {
            _slots.Add(id, _products.Count);
            _products.Add(product);
        }
    }

    private ListedProduct Build(ListingChanges.ProductRow row, List<ListingChanges.VariantRow> variants)
    {
        if (!_categories.TryGetValue(row.CategoryId, out var category))
        {
            _categories.Add(row.CategoryId, category = _categories.Count);
        }
        var names = Array.ConvertAll(row.OptionNames, name => Options.AddName(name.Trim()));
        var fits = variants.All(v => v.OptionValues.Length == names.Length);
        return new(
            row.Id,
            category,
            Brands.Add(row.Brand),
            Cents(row.LowestPrice),
            row.CreatedAt.Ticks,
            row.SortName,
            row.Rating,
            row.RatingCount,
            row.SoldUnits,
            [.. variants.Select(v => new ListedVariant(Cents(v.Price), v.OnSale, v.Availability != Contracts.Availability.SoldOut))],
            fits ? [.. variants.SelectMany(v => v.OptionValues.Select((text, i) => Options.AddValue(names[i], text.Trim())))] : []);
    }

    private static long Cents(decimal price) => (long)(price * 100);
}
