using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Avanii.AppHost.Standalone;

/// <summary>Measures the README's figures on a stack of its own: its start, orders from POST to Confirmed one at a time, signing
/// in, tokens, and the memory of the five services afterwards.</summary>
internal static class Figures
{
    private const int WarmUp = 20, Orders = 100;

    public static async Task<int> RunAsync(CancellationToken ct = default)
    {
        using var folder = DisposableFolder.Create();
        var options = StandaloneOptions.ForTests with
        {
            DataFolder = folder.Path,
            Disposable = false, // it is started twice: the second time its data are there
            // One address makes all orders.
            ServiceVariables = new Dictionary<string, IReadOnlyDictionary<string, string?>>
            {
                ["gateway"] = new[] { "Browse", "Search", "Cart", "Checkout", "Session" }.ToDictionary(limit => $"RateLimits__{limit}__Burst", _ => (string?)"100000"),
                ["web"] = new[] { "Checkout", "Search", "Session", "Account" }.ToDictionary(limit => $"RateLimits__{limit}__Burst", _ => (string?)"100000"),
            },
        };
        var (first, cold) = await StartAsync(options, ct);
        await first.DisposeAsync();
        Console.WriteLine($"stack ready, with its database made and the demo catalogue drawn: {cold.TotalSeconds:0.0} s");
        var (host, warm) = await StartAsync(options with { Seed = false }, ct);
        await using (host)
        {
            Console.WriteLine($"stack ready, data there:                                          {warm.TotalSeconds:0.0} s");
            using var client = new HttpClient { BaseAddress = host.Gateway };
            using var session = await client.PostAsync("/api/session", null, ct);
            client.DefaultRequestHeaders.Authorization =
                new AuthenticationHeaderValue("Bearer", (await ReadAsync(session, ct))["token"]!.GetValue<string>());
            var sku = await MostInStockAsync(client, ct);
            var times = new List<double>();
            for (var i = 0; i < WarmUp + Orders; i++)
            {
                times.Add(await OrderAsync(client, sku, ct));
            }
            var measured = times[WarmUp..].Order().ToList();
            Console.WriteLine($"POST /api/orders to Confirmed, {Orders} orders one at a time:             median {measured[Orders / 2]:0} ms, p90 {measured[Orders * 9 / 10]:0} ms");
            var signIns = await SessionFigures.SignInAsync(host.Shop, host.Gateway, ct);
            Console.WriteLine($"POST /api/session with a password, {signIns.Count} times:                  median {signIns[signIns.Count / 2]:0} ms, slowest {signIns[^1]:0} ms");
            var checks = await SessionFigures.TokenChecksAsync(host.Gateway, client.DefaultRequestHeaders.Authorization, ct);
            Console.WriteLine($"what a token adds to a request, checked by gateway and service:   median {checks:0.00} ms for both");
            var memory = StandaloneHost.Services.ToDictionary(s => s.Name, s => ProcessTable.Memory(host[s.Name].Process!.Value.Id) >> 20);
            Console.WriteLine($"memory of the five services after {WarmUp + Orders} orders (Pss):             {memory.Values.Sum()} MB ({string.Join(", ", memory.Select(m => $"{m.Key} {m.Value}"))})");
        }
        return 0;
    }

    private static async Task<(StandaloneHost Host, TimeSpan Took)> StartAsync(StandaloneOptions options, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        return (await StandaloneHost.StartAsync(options, ct), clock.Elapsed);
    }

    private static async Task<string> MostInStockAsync(HttpClient client, CancellationToken ct)
    {
        // A tile names its SKU when the product has a single variant.
        var page = await client.GetFromJsonAsync<JsonNode>("/api/catalog/products?limit=100", ct);
        foreach (var product in page!["items"]!.AsArray())
        {
            if (product!["availability"]!.GetValue<string>() == "InStock" && product["sku"]?.GetValue<string>() is { } sku)
            {
                return sku;
            }
        }
        throw new StandaloneException("The demo catalogue has nothing in stock to measure with.");
    }

    /// <summary>Fills a cart, orders it, and calls the order off again, so that the stock lasts.</summary>
    /// <returns>Milliseconds from sending the order to its confirmation.</returns>
    private static async Task<double> OrderAsync(HttpClient client, string sku, CancellationToken ct)
    {
        using var added = await client.PostAsJsonAsync("/api/cart/items", new { sku, quantity = 1 }, ct);
        added.EnsureSuccessStatusCode();
        var quote = (await client.GetFromJsonAsync<JsonNode>("/api/orders/quote", ct))!;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/orders")
        {
            Headers = { { "Idempotency-Key", quote["checkoutId"]!.GetValue<string>() } },
            Content = JsonContent.Create(new
            {
                cartVersion = quote["cartVersion"]!.GetValue<long>(),
                total = quote["total"]!.GetValue<decimal>(),
                contact = new { email = "anna@example.org" },
                address = new { name = "Anna", street = "Weg 1", postalCode = "10115", city = "Berlin", country = "DE" },
                paymentMethod = "OnDelivery",
            }),
        };
        var clock = Stopwatch.StartNew();
        using var placed = await client.SendAsync(request, ct);
        var id = (await ReadAsync(placed, ct))["id"]!.GetValue<string>();
        var order = await client.GetFromJsonAsync<JsonNode>($"/api/orders/{id}?wait=10", ct);
        var took = clock.Elapsed.TotalMilliseconds;
        if (order!["status"]!.GetValue<string>() != "Confirmed")
        {
            throw new StandaloneException($"An order was not confirmed but {order["status"]}.");
        }
        using var cancelled = await client.PostAsync($"/api/orders/{id}/cancel", null, ct);
        cancelled.EnsureSuccessStatusCode();
        await EmptyCartAsync(client, sku, ct);
        return took;
    }

    /// <summary>The next order begins with a cart that the last one has left.</summary>
    private static async Task EmptyCartAsync(HttpClient client, string sku, CancellationToken ct)
    {
        for (var until = Stopwatch.StartNew(); until.Elapsed < TimeSpan.FromSeconds(10); await Task.Delay(5, ct))
        {
            var cart = await client.GetFromJsonAsync<JsonNode>("/api/cart", ct);
            if (cart!["itemCount"]!.GetValue<int>() == 0)
            {
                return;
            }
        }
        throw new StandaloneException($"{sku} did not leave the cart after its order was confirmed.");
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage response, CancellationToken ct)
    {
        var body = await response.Content.ReadAsStringAsync(ct);
        return response.IsSuccessStatusCode ? JsonNode.Parse(body)! : throw new StandaloneException($"{response.RequestMessage?.RequestUri?.AbsolutePath} answered {(int)response.StatusCode}: {body}");
    }
}
