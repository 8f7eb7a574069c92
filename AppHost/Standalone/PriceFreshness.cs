using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Avanii.AppHost.Standalone;

/// <summary>How long after a change of a price the product's page and its department's list show it, on each of two WebFrontends.</summary>
internal static class PriceFreshness
{
    // The second instance has just started: until its queue is there it hears of nothing, and asks again after a second instead.
    private const int WarmUp = 3, Changes = 20;
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30), s_betweenLooks = TimeSpan.FromMilliseconds(5);

    /// <returns>Milliseconds from sending the change to when the last of the four pages shows it, and which was the slowest of all.</returns>
    public static async Task<(Latencies Times, string Slowest)> MeasureAsync(StandaloneHost host, CancellationToken ct)
    {
        await using var other = host.Service("web").Twin("web-2");
        await other.StartAsync(ct);
        using var staff = new HttpClient { BaseAddress = host.Gateway };
        staff.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", await host.Service("web").AskCommandAsync(["--token", "staff", "figures", "catalogue"], ct));
        using var visitor = new HttpClient();
        var (sku, product, list) = await FindAsync(staff, visitor, host.Shop, ct);
        Uri[] pages = [.. from shop in new[] { host.Shop, other.Url } from path in new[] { product, list } select new Uri(shop, path)];
        var times = new List<double>();
        var (slowest, most) = ("", 0.0);
        for (var i = -WarmUp; i < Changes; i++)
        {
            await Task.WhenAll(pages.Select(page => visitor.GetStringAsync(page, ct))); // so that all have something to drop
            var price = 431.37m + i;
            var clock = Stopwatch.StartNew();
            using var changed = await staff.PutAsJsonAsync($"/api/catalog/variants/{sku}/price", new { price }, ct);
            changed.EnsureSuccessStatusCode();
            var seen = await Task.WhenAll(pages.Select(page => SeenAsync(visitor, page, price.ToString(CultureInfo.InvariantCulture), clock, ct)));
            if (i < 0)
            {
                continue;
            }
            times.Add(seen.Max());
            if (seen.Max() > most)
            {
                most = seen.Max();
                var page = pages[Array.IndexOf(seen, most)];
                slowest = $"change {i + 1}, {page.AbsolutePath} of the {(page.Port == host.Shop.Port ? "first" : "second")} instance";
            }
        }
        return (new(times), slowest);
    }

    /// <returns>A product whose only price is the one that both pages show.</returns>
    private static async Task<(string Sku, string Product, string List)> FindAsync(HttpClient gateway, HttpClient visitor, Uri shop, CancellationToken ct)
    {
        foreach (var department in (await gateway.GetFromJsonAsync<JsonArray>("/api/catalog/categories", ct))!.Select(node => node!["slug"]!.GetValue<string>()))
        {
            var html = await visitor.GetStringAsync(new Uri(shop, $"/c/{department}"), ct);
            foreach (var product in (await gateway.GetFromJsonAsync<JsonNode>($"/api/catalog/products?category={department}", ct))!["items"]!.AsArray())
            {
                var path = $"/p/{product!["slug"]!.GetValue<string>()}";
                if (product["sku"]?.GetValue<string>() is { } sku && html.Contains($"\"{path}\"", StringComparison.Ordinal))
                {
                    return (sku, path, $"/c/{department}");
                }
            }
        }
        throw new StandaloneException("No department's first page has a product of a single variant.");
    }

    private static async Task<double> SeenAsync(HttpClient visitor, Uri page, string price, Stopwatch clock, CancellationToken ct)
    {
        while (clock.Elapsed < s_limit)
        {
            using var answer = await visitor.GetAsync(page, ct); // an error page does not show it, either
            if ((await answer.Content.ReadAsStringAsync(ct)).Contains(price, StringComparison.Ordinal))
            {
                return clock.Elapsed.TotalMilliseconds;
            }
            await Task.Delay(s_betweenLooks, ct);
        }
        throw new StandaloneException($"{page.AbsolutePath} did not show a new price within {s_limit.TotalSeconds:0} s.");
    }
}
