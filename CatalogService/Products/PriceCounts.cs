using Avanii.Catalog.Contracts;

namespace Avanii.Catalog.Products;

/// <summary>Prices of the products of a list, for its lowest and highest and for brackets that part it evenly at round amounts.</summary>
internal sealed class PriceCounts
{
    private const int Brackets = 5;
    private static readonly long[] RoundAmounts =
        [.. new long[] { 100, 1_000, 10_000, 100_000, 1_000_000 }.SelectMany(power => new[] { 10, 15, 20, 25, 30, 40, 50, 60, 75 }.Select(step => power * step / 10))];

    private readonly List<long> _prices = []; // product by product
    private readonly List<int> _ends = []; // where in it each product ends

    public void Add(long price)
    {
        var isFirst = _prices.Count == (_ends is [.., var end] ? end : 0);
        if (isFirst || _prices[^1] != price)
        {
            _prices.Add(price);
        }
    }

    public void EndProduct() => _ends.Add(_prices.Count);

    public PriceFacet ToFacet(ProductFilter filter)
    {
        if (_prices.Count == 0)
        {
            return new(null, null, filter.MinPrice, filter.MaxPrice, []);
        }
        var (lowest, highest) = (_prices.Min(), _prices.Max());
        var bounds = Bounds(lowest, highest);
        var counts = Count(bounds);
        var brackets = counts.Select((count, i) =>
        {
            decimal? min = i == 0 ? null : bounds[i - 1] / 100m;
            decimal? max = i == bounds.Count ? null : (bounds[i] - 1) / 100m;
            return new PriceBracket(min, max, count, min == filter.MinPrice && max == filter.MaxPrice);
        });
        return new(lowest / 100m, highest / 100m, filter.MinPrice, filter.MaxPrice, bounds.Count == 0 ? [] : [.. brackets]);
    }

    /// <returns>Where brackets part, in cents: the round amounts nearest to those that would part the prices evenly.</returns>
    private List<long> Bounds(long lowest, long highest)
    {
        var upTo = new int[RoundAmounts.Length + 1]; // how many prices lie between two round amounts
        foreach (var price in _prices)
        {
            upTo[BracketOf(RoundAmounts, price)]++;
        }
        var below = new int[RoundAmounts.Length]; // how many lie below each
        for (int i = 0, seen = 0; i < below.Length; i++)
        {
            below[i] = seen += upTo[i];
        }
        var bounds = new List<long>();
        for (var part = 1; part < Brackets; part++)
        {
            var wanted = _prices.Count * part / Brackets;
            var best = Enumerable.Range(0, below.Length).MinBy(i => Math.Abs(below[i] - wanted));
            if (RoundAmounts[best] > (bounds is [.., var last] ? last : lowest) && RoundAmounts[best] <= highest)
            {
                bounds.Add(RoundAmounts[best]);
            }
        }
        return bounds;
    }

    private int[] Count(List<long> bounds)
    {
        var counts = new int[bounds.Count + 1];
        var countedFor = new int[bounds.Count + 1];
        var limits = bounds.ToArray();
        for (int product = 0, i = 0; product < _ends.Count; product++)
        {
            for (; i < _ends[product]; i++)
            {
                var bracket = BracketOf(limits, _prices[i]);
                if (countedFor[bracket] != product + 1)
                {
                    countedFor[bracket] = product + 1;
                    counts[bracket]++;
                }
            }
        }
        return counts;
    }

    /// <returns>How many of the bounds are at the price or below.</returns>
    private static int BracketOf(long[] bounds, long price)
    {
        var at = Array.BinarySearch(bounds, price);
        return at < 0 ? ~at : at + 1;
    }
}
