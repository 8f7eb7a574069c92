namespace Avanii.Catalog.Products;

/// <summary>Where a product stands in a list: by the list's order, then by its id, so that no two stand at the same place.</summary>
/// <param name="Number">What the list is ordered by, unless by name.</param>
/// <param name="Name">The name without case and accents, in lists by name; else empty.</param>
internal readonly record struct Place(long Number, string Name, Guid Id);

/// <summary>The first places behind a given one. Of however many products, only so many are kept and none is sorted.</summary>
internal sealed class FirstPlaces(int count, Comparer<Place> order, Place? behind)
{
    private readonly PriorityQueue<Place, Place> _last = new(Comparer<Place>.Create((a, b) => order.Compare(b, a))); // the last one comes out first

    public void Add(Place place)
    {
        if (behind is { } start && order.Compare(place, start) <= 0)
        {
            return;
        }
        if (_last.Count < count)
        {
            _last.Enqueue(place, place);
        }
        else if (order.Compare(place, _last.Peek()) < 0)
        {
            _last.DequeueEnqueue(place, place);
        }
    }

    public List<Place> InOrder() => [.. _last.UnorderedItems.Select(item => item.Element).Order(order)];
}
