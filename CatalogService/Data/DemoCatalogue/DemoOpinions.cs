using System.Text.Json;

namespace Avanii.Catalog.Data.DemoCatalogue;

/// <summary>What buyers of the demo goods said and bought: read from reviews.json beside this class, which is compiled in.</summary>
/// <param name="Reviews">Published ones.</param>
/// <param name="Waiting">Ones that staff have yet to look at.</param>
/// <param name="Baskets">What was bought in one order.</param>
public sealed record DemoOpinions(IReadOnlyList<DemoReview> Reviews, IReadOnlyList<DemoReview> Waiting, IReadOnlyList<DemoBasket> Baskets)
{
    public static DemoOpinions Load()
    {
        var assembly = typeof(DemoOpinions).Assembly;
        using var stream = assembly.GetManifestResourceStream(assembly.GetManifestResourceNames().Single(name => name.EndsWith(".reviews.json", StringComparison.Ordinal)))!;
        return JsonSerializer.Deserialize<DemoOpinions>(stream, JsonSerializerOptions.Web)!;
    }
}

/// <param name="Product">Its slug.</param>
/// <param name="Reply">The shop's.</param>
public sealed record DemoReview(string Product, int Rating, string Name, int DaysAgo, string Title, string Text, string? Reply = null);

/// <param name="Products">Slugs of what was in it.</param>
/// <param name="Orders">How many orders had just that.</param>
public sealed record DemoBasket(IReadOnlyList<string> Products, int Orders);
