using System.Text.RegularExpressions;

namespace Avanii.Architecture.Tests;

/// <summary>Each event's publisher names the queue of each of its consumers (<c>Deliver</c> where it calls <c>AddMessaging</c>), so that an event also
/// waits for a service that was never started. A queue of one running instance has no name to be known by, and what it missed is of no use to it.</summary>
public sealed partial class EventRouteTests
{
    private static readonly string[] s_services = ["CatalogService", "CartService", "OrderService", "WebFrontend"];

    [Fact]
    public void Every_consumers_queue_is_named_at_the_events_publisher_and_no_other()
    {
        var consumed = s_services.SelectMany(Consumed).Order(StringComparer.Ordinal).ToList();
        var delivered = s_services.SelectMany(Delivered).Order(StringComparer.Ordinal).ToList();
        Assert.NotEmpty(consumed);
        Assert.Equal(consumed, delivered);
    }

    /// <summary>Such as <c>OrderService: OrderPlaced -> catalog-reserve-stock</c>.</summary>
    private static IEnumerable<string> Consumed(string service)
    {
        var name = AddMessaging().Match(Registration(service)).Groups[1].Value;
        foreach (var source in Sources(service))
        {
            foreach (Match consumer in Consumer().Matches(source))
            {
                if (source.Contains($"InInstanceDefinition<{consumer.Groups[1].Value}Consumer>", StringComparison.Ordinal))
                {
                    continue;
                }
                var queue = $"{name}-{Kebab(consumer.Groups[1].Value)}";
                foreach (Match message in ConsumedEvent().Matches(consumer.Value))
                {
                    var @event = message.Groups[1].Value;
                    yield return $"{OwnerOf(@event)}: {@event} -> {queue}";
                }
            }
        }
    }

    private static IEnumerable<string> Delivered(string service) =>
        from Match route in Deliver().Matches(Registration(service))
        from Match queue in Quoted().Matches(route.Groups[2].Value)
        select $"{service}: {route.Groups[1].Value} -> {queue.Groups[1].Value}";

    /// <summary>The file in which the service joins the bus.</summary>
    private static string Registration(string service) => Sources(service).Single(source => AddMessaging().IsMatch(source));

    // What WebFrontend tells itself is nobody's contract.
    private static string OwnerOf(string @event) =>
        s_services.Single(service => Sources(service).Any(source => Regex.IsMatch(source, $@"record {@event}\b")));

    private static string Kebab(string name) => Regex.Replace(name, "(?<!^)([A-Z])", "-$1").ToLowerInvariant();

    private static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText);

    [GeneratedRegex("""AddMessaging<\w+>\("(\w+)""")]
    private static partial Regex AddMessaging();

    // public sealed class ReleaseStockConsumer(CatalogDbContext db) : IConsumer<OrderRejected>, IConsumer<OrderCancelled> {
    [GeneratedRegex(@"class (\w+)Consumer\b[^{]*?:\s*IConsumer<[^{]*")]
    private static partial Regex Consumer();

    [GeneratedRegex(@"IConsumer<(\w+)>")]
    private static partial Regex ConsumedEvent();

    // .Deliver<OrderRejected>("catalog-release-stock", "cart-end-checkout")
    [GeneratedRegex(@"\.Deliver<(\w+)>\(([^)]*)\)")]
    private static partial Regex Deliver();

    [GeneratedRegex("""
        "([a-z-]+)"
        """)]
    private static partial Regex Quoted();
}
