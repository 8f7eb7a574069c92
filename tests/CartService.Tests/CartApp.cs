using System.Net.Http.Headers;
using System.Net.Http.Json;
using Avanii.Cart.Contracts;
using Avanii.Cart.Data;
using Avanii.Catalog.Contracts;
using Avanii.ServiceDefaults;
using Avanii.Testing;
using MassTransit;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Avanii.Cart.Tests;

/// <summary>The real service on a real socket, with a database and a virtual host of its own. As a class fixture it is shared by a
/// class's tests, which keep apart by their own shoppers and SKUs.</summary>
public sealed class CartApp : WebApplicationFactory<Program>, IAsyncLifetime
{
    private static int s_counter;
    private readonly CartApp? _first;
    private string _database = "";
    private Uri _broker = new("amqp://nowhere");

    public CartApp()
    {
    }

    private CartApp(CartApp first)
    {
        _first = first;
        (_database, _broker, Others) = (first._database, first._broker, first.Others);
        (Catalogue, Tokens, Clock) = (first.Catalogue, first.Tokens, first.Clock);
    }

    internal FakeCatalogue Catalogue { get; } = new();

    public TestTokens Tokens { get; } = new();

    public ShiftedClock Clock { get; } = new();

    public OtherServices Others { get; private set; } = null!;

    /// <summary>A further instance on the same database, broker and catalogue.</summary>
    public async Task<CartApp> StartAnotherAsync()
    {
        var app = new CartApp(this);
        await app.InitializeAsync();
        return app;
    }

    public async Task InitializeAsync()
    {
        if (_first is null)
        {
            _database = await TestInfrastructure.CreateDatabaseAsync();
            _broker = await TestInfrastructure.CreateVirtualHostAsync();
            Others = await OtherServices.StartAsync(_broker, ears => ears.Hear<CartAbandoned>().Hear<CartDataCollected>());
        }
        UseKestrel();
        StartServer();
        await Eventually.AreEqual(BusHealthStatus.Healthy, () => Services.GetRequiredService<IBusControl>().CheckHealth().Status, TimeSpan.FromSeconds(60));
    }

    /// <returns>The browser of a guest whom nobody has seen before.</returns>
    public HttpClient NewGuest() => ClientWith(Tokens.Guest(NewName("guest")));

    public HttpClient ClientWith(string? token)
    {
        var client = CreateClient();
        client.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>Puts a variant into the catalogue, without an event.</summary>
    /// <returns>Its facts; what is not said has a usual value.</returns>
    public VariantFacts GivenVariant(
        decimal price = 9.90m, Availability availability = Availability.InStock, bool retired = false, long version = 1, string name = "Stoneware mug")
    {
        var sku = NewName("MUG");
        return Catalogue.Put(new VariantFacts(sku, name, "stoneware-mug", "Sand", price, null, 0.20m, "hash", retired, availability, version, 1));
    }

    /// <summary>Publishes as another service would, and returns when the cart's queue is done with it.</summary>
    public Task DeliverAsync<T>(T message, Guid? messageId = null)
        where T : class =>
        Others.DeliverAsync(message, messageId, Services.GetRequiredService<IBusControl>());

    /// <summary>Runs one unit of work on a context of its own.</summary>
    public async Task<T> QueryAsync<T>(Func<CartDbContext, Task<T>> work)
    {
        await using var scope = Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<CartDbContext>());
    }

    public static string NewName(string kind) => $"{kind}-{Interlocked.Increment(ref s_counter)}";

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development"); // brings the schema up to date by itself
        builder.UseUrls("http://127.0.0.1:0"); // not UseKestrel(0): that sets the port when the server may have started already
        builder.UseSetting("ConnectionStrings:avanii", _database);
        builder.UseSetting("ConnectionStrings:messaging", _broker.AbsoluteUri);
        builder.UseSetting("services:catalog:http:0", "http://catalogue.test");
        builder.UseSetting("Carts:SweepInterval", "00:00:00.1");
        builder.UseSetting("Wishlists:SweepInterval", "00:00:00.1");
        builder.UseSetting("Idempotency:SweepInterval", "00:00:00.1");
        builder.ConfigureTestServices(services =>
        {
            services.AddLogging(logging => logging.ClearProviders());
            services.Replace(ServiceDescriptor.Singleton<ITrustedKeyStore>(Tokens));
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
            services.AddHttpClient(nameof(CatalogClient)).ConfigurePrimaryHttpMessageHandler(() => Catalogue);
        });
    }

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_first is null)
        {
            await Others.DisposeAsync();
        }
        GC.SuppressFinalize(this);
    }
}

/// <summary>What a shopper does.</summary>
internal static class Shopping
{
    public static async Task<CartView> CartAsync(this HttpClient shopper) => (await shopper.GetFromJsonAsync<CartView>("/cart"))!;

    public static async Task<CartView> AddAsync(this HttpClient shopper, VariantFacts variant, int quantity = 1) =>
        await (await shopper.TryAddAsync(variant.Sku, quantity)).ReadCartAsync();

    public static Task<HttpResponseMessage> TryAddAsync(this HttpClient shopper, string sku, int quantity = 1) =>
        shopper.PostAsJsonAsync("/cart/items", new AddItemRequest(sku, quantity));

    public static async Task<HttpResponseMessage> TryAddAsync(this HttpClient shopper, string sku, int quantity, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/cart/items") { Content = JsonContent.Create(new AddItemRequest(sku, quantity)) };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return await shopper.SendAsync(request);
    }

    public static Task<HttpResponseMessage> TrySetAsync(this HttpClient shopper, string sku, int quantity) =>
        shopper.PutAsJsonAsync($"/cart/items/{sku}", new SetQuantityRequest(quantity));

    public static async Task<CartView> RemoveAsync(this HttpClient shopper, string sku) =>
        await (await shopper.DeleteAsync($"/cart/items/{sku}")).ReadCartAsync();

    public static async Task<CartView> ReadCartAsync(this HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode}: {body}");
        return (await response.Content.ReadFromJsonAsync<CartView>())!;
    }
}
