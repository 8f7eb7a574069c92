using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Avanii.AppHost.Standalone;
using Avanii.Cart.Contracts;
using Avanii.Catalog.Contracts;
using Avanii.Orders.Contracts;
using Npgsql;

namespace Avanii.Shop.Tests;

/// <summary>A shop of its own for what is sent at it by the thousand: one article, one shopper with a cart and an order, and a SECRET_KEY
/// that the test knows.</summary>
public sealed class StrangerTableStack : IAsyncLifetime
{
    public const string Slug = "stone-mug", Sku = "STONE-MUG";
    private const string SecretKey = "known to these tests, and to nobody's shop";

    private StandaloneHost _host = null!;

    internal StrangerTokens Tokens { get; private set; } = null!;

    /// <summary>Whose cart and order everybody else tries to get at.</summary>
    public string Victim { get; private set; } = "";

    public Guid VictimsOrder { get; private set; }

    public Uri Shop => _host.Shop;

    public Uri Gateway => _host.Gateway;

    public Uri Service(string name) => _host.Service(name).Url;

    /// <returns>All that a service has written so far, line by line.</returns>
    public async Task<string[]> LogOfAsync(string service)
    {
        await using var log = new FileStream(Path.Combine(_host.LogFolder, service + ".log"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(log);
        return (await reader.ReadToEndAsync()).Split('\n');
    }

    public static HttpClient Client(Uri address, string? token = null)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 }) { BaseAddress = address };
        client.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public async Task InitializeAsync()
    {
        var limits = new Dictionary<string, string?>();
        foreach (var limit in (string[])["Browse", "Export", "Cart", "Checkout", "Session", "Search", "Reviews", "Account"])
        {
            limits[$"RateLimits__{limit}__Burst"] = "1000000"; // all of it comes from one address
        }
        _host = await StandaloneHost.StartAsync(StandaloneOptions.ForTests with
        {
            Seed = false,
            ServiceVariables = new Dictionary<string, IReadOnlyDictionary<string, string?>>
            {
                ["gateway"] = limits,
                ["web"] = new Dictionary<string, string?>(limits) { ["SECRET_KEY"] = SecretKey },
            },
        });
        using var guest = Client(Gateway);
        using var session = await guest.PostAsync("/api/session", null);
        var token = (await session.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
        Tokens = await StrangerTokens.OpenAsync(_host.DatabaseConnectionString, SecretKey, token);
        guest.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        await PutOnSaleAsync();
        await BuyAsync(guest);
        Victim = token;
    }

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_host.DatabaseConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private async Task PutOnSaleAsync()
    {
        await ExecuteAsync("INSERT INTO catalog.categories (id, slug, name, description, position) VALUES (gen_random_uuid(), 'kitchen', 'Kitchen', '', 0)");
        using var owner = Client(Gateway, Tokens.Owner());
        using var created = await owner.PostAsJsonAsync("/api/catalog/products", new CreateProductRequest(
            Slug, "Stone mug", "Nordhof", "", [], "kitchen", VatClass.Standard, [], [new(Sku, [], 18m, null, 1000, null)], []));
        created.EnsureSuccessStatusCode();
    }

    private async Task BuyAsync(HttpClient shopper)
    {
        for (var i = 0; i < 2; i++) // the second time it stays in the cart
        {
            using var added = await shopper.PostAsJsonAsync("/api/cart/items", new AddItemRequest(Sku, 1));
            added.EnsureSuccessStatusCode();
            if (i > 0)
            {
                return;
            }
            var quote = await shopper.GetFromJsonAsync<CheckoutQuote>("/api/orders/quote");
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/orders")
            {
                Content = JsonContent.Create(new PlaceOrderRequest(quote!.CartVersion, quote.Total, new("mia@example.com", null),
                    new("Mia", "Weg 1", null, "20457", "Hamburg", "DE"), null, PaymentMethod.BankTransfer)),
            };
            request.Headers.Add("Idempotency-Key", "victim");
            using var placed = await shopper.SendAsync(request);
            placed.EnsureSuccessStatusCode();
            VictimsOrder = (await placed.Content.ReadFromJsonAsync<OrderView>())!.Id;
            await shopper.GetFromJsonAsync<OrderView>($"/api/orders/{VictimsOrder}?wait=10");
        }
    }
}

[CollectionDefinition(Name)]
public sealed class StrangerTableCollection : ICollectionFixture<StrangerTableStack>
{
    public const string Name = "strangers";
}
