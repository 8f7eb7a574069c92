using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Avanii.AppHost.Standalone;
using Avanii.Cart.Contracts;
using Avanii.Catalog.Contracts;
using Avanii.Orders.Contracts;
using Avanii.Testing;

namespace Avanii.Faults;

/// <summary>What a shopper is promised while pieces of the shop are killed (SIGKILL) under them.</summary>
public sealed class KilledPiecesTests(KilledPiecesTests.Stack shop) : IClassFixture<KilledPiecesTests.Stack>
{
    [Fact]
    public async Task An_order_placed_while_the_broker_is_dead_is_accepted_and_confirmed_when_it_is_back()
    {
        using var shopper = await shop.ShopperAsync();
        var order = await shop.WhileDeadAsync(StandaloneHost.Broker, () => PlaceAsync(shopper));
        Assert.Equal(OrderStatus.Placed, order.Status);
        await ExpectConfirmedOnceAsync(shopper, order);
    }

    [Fact]
    public async Task An_order_placed_while_the_catalogue_is_dead_is_accepted_and_confirmed_when_it_is_back()
    {
        using var shopper = await shop.ShopperAsync();
        await AddAsync(shopper); // before: the catalogue says what there is
        var order = await shop.WhileDeadAsync("catalog", () => PlaceAsync(shopper, add: false));
        await ExpectConfirmedOnceAsync(shopper, order);
    }

    [Fact]
    public async Task An_order_survives_the_death_of_the_service_that_took_it()
    {
        using var shopper = await shop.ShopperAsync();
        var order = await PlaceAsync(shopper);
        await shop.WhileDeadAsync("orders", () => Task.FromResult(order));
        await ExpectConfirmedOnceAsync(shopper, order);
    }

    [Fact]
    public async Task An_order_survives_the_death_of_the_database()
    {
        using var shopper = await shop.ShopperAsync();
        var order = await PlaceAsync(shopper);
        await shop.WhileDeadAsync(StandaloneHost.DatabaseServer, () => Task.FromResult(order));
        await ExpectConfirmedOnceAsync(shopper, order);
    }

    [Fact]
    public async Task While_the_database_is_dead_a_shopper_is_asked_to_come_back_in_a_moment()
    {
        using var shopper = await shop.ShopperAsync();
        using var answer = await shop.WhileDeadAsync(StandaloneHost.DatabaseServer, () => shopper.GetAsync("/api/cart"));
        await answer.AssertProblemAsync(HttpStatusCode.ServiceUnavailable, "away");
        Assert.NotNull(answer.Headers.RetryAfter?.Delta);
    }

    private static async Task ExpectConfirmedOnceAsync(HttpClient shopper, OrderView placed)
    {
        await Eventually.AreEqual(OrderStatus.Confirmed,
            async () => (await shopper.GetFromJsonAsync<OrderView>($"/api/orders/{placed.Id}?wait=5"))!.Status, TimeSpan.FromSeconds(60));
        Assert.Single((await shopper.GetFromJsonAsync<OrderPage>("/api/orders"))!.Items);
        await Eventually.AreEqual(0, async () => (await shopper.GetFromJsonAsync<CartView>("/api/cart"))!.Lines.Count, TimeSpan.FromSeconds(60));
    }

    private static async Task AddAsync(HttpClient shopper)
    {
        var product = await shopper.GetFromJsonAsync<ProductDetails>("/api/catalog/products/straw-hat");
        using var added = await shopper.PostAsJsonAsync("/api/cart/items",
            new AddItemRequest(product!.Variants.First(v => v.Availability != Availability.SoldOut).Sku, 1));
        added.EnsureSuccessStatusCode();
    }

    private static async Task<OrderView> PlaceAsync(HttpClient shopper, bool add = true)
    {
        if (add)
        {
            await AddAsync(shopper);
        }
        var quote = await shopper.GetFromJsonAsync<CheckoutQuote>("/api/orders/quote");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/orders")
        {
            Content = JsonContent.Create(new PlaceOrderRequest(quote!.CartVersion, quote.Total, new("anna@example.org", null),
                new("Anna", "Weg 1", null, "10115", "Berlin", "DE"), null, PaymentMethod.OnDelivery)),
        };
        request.Headers.Add("Idempotency-Key", quote.CheckoutId.ToString());
        using var response = await shopper.SendAsync(request);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<OrderView>())!;
    }

    /// <summary>The whole stack, started once for these tests.</summary>
    public sealed class Stack : IAsyncLifetime
    {
        private StandaloneHost _host = null!;

        public async Task InitializeAsync() => _host = await StandaloneHost.StartAsync(StandaloneOptions.ForTests);

        public async Task DisposeAsync() => await _host.DisposeAsync();

        /// <summary>Kills a piece, does something, and starts the piece again.</summary>
        public async Task<T> WhileDeadAsync<T>(string piece, Func<Task<T>> work)
        {
            await _host[piece].KillAsync();
            try
            {
                return await work();
            }
            finally
            {
                await _host[piece].StartAsync();
            }
        }

        public async Task<HttpClient> ShopperAsync()
        {
            var client = new HttpClient { BaseAddress = _host.Gateway };
            using var session = await client.PostAsync("/api/session", null);
            session.EnsureSuccessStatusCode();
            var token = (await session.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString();
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
            return client;
        }
    }
}
