using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Avanii.Cart.Contracts;
using Avanii.Catalog.Contracts;
using Avanii.Orders.Contracts;

namespace Avanii.Shop.Tests;

/// <summary>What somebody types or sends who means no good or knows no better; each ends in a clear answer and changes nothing.</summary>
[Collection(ShopCollection.Name)]
public sealed class StrangerTests(ShopStack shop)
{
    [Theory]
    [InlineData("/p/there-is-no-such-thing", HttpStatusCode.NotFound)]
    [InlineData("/c/there-is-no-such-thing", HttpStatusCode.NotFound)]
    [InlineData("/orders/01a204b8-db60-7e07-ae72-85274b4b2af3", HttpStatusCode.NotFound)]
    [InlineData("/images/../../etc/passwd", HttpStatusCode.NotFound)]
    [InlineData("/search?q=%F0%9F%98%80%20%27%22%3B%20DROP%20TABLE%20products%20--%20%26%7C%21%3A%2A", HttpStatusCode.OK)]
    [InlineData("/c/home-and-kitchen?cursor=tampered", HttpStatusCode.NotFound)] // with the way back to the first page
    [InlineData("/c/home-and-kitchen?sort=nonsense", HttpStatusCode.OK)]
    public async Task Nonsense_in_an_address_gets_a_page(string path, HttpStatusCode status)
    {
        using var client = Client(shop.Url);
        using var response = await client.GetAsync(path);
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_form_on_another_site_puts_nothing_into_a_cart()
    {
        using var client = Client(shop.Url);
        using var post = new HttpRequestMessage(HttpMethod.Post, "/cart/items")
        {
            Content = new FormUrlEncodedContent([new("sku", await AnySkuAsync()), new("quantity", "1")]),
        };
        post.Headers.Add("Origin", "https://evil.example");
        post.Headers.Add("Sec-Fetch-Site", "cross-site");
        using var response = await client.SendAsync(post);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("{\"sku\":\"NO-SUCH-SKU\",\"quantity\":1}", HttpStatusCode.NotFound)]
    [InlineData("{\"sku\":\"SKU\",\"quantity\":0}", HttpStatusCode.BadRequest)]
    [InlineData("{\"sku\":\"SKU\",\"quantity\":-1}", HttpStatusCode.BadRequest)]
    [InlineData("{\"sku\":\"SKU\",\"quantity\":1e9}", HttpStatusCode.BadRequest)]
    [InlineData("{\"sku\":\"SKU\",\"quantity\":1,\"price\":0.01}", HttpStatusCode.BadRequest)]
    [InlineData("{\"sku\":", HttpStatusCode.BadRequest)]
    [InlineData("", HttpStatusCode.BadRequest)]
    public async Task Nonsense_for_the_cart_is_a_problem_document(string body, HttpStatusCode status)
    {
        using var client = await GuestAsync();
        using var content = new StringContent(body.Replace("\"SKU\"", $"\"{await AnySkuAsync()}\"", StringComparison.Ordinal), Encoding.UTF8, "application/json");
        using var response = await client.PostAsync("/api/cart/items", content);
        await AssertProblemAsync(response, status);
        Assert.Empty((await client.GetFromJsonAsync<CartView>("/api/cart"))!.Lines);
    }

    [Fact]
    public async Task A_name_of_ten_kilobytes_is_refused_by_name_and_an_emoji_is_not()
    {
        using var client = await GuestAsync();
        await AddAsync(client);
        using var refused = await PlaceAsync(client, "first", name: new string('x', 10_000));
        await AssertProblemAsync(refused, HttpStatusCode.BadRequest);
        Assert.Contains("name", await refused.Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);
        using var accepted = await PlaceAsync(client, "first", name: "Änne 😀 李");
        Assert.Equal(HttpStatusCode.Created, accepted.StatusCode);
        Assert.Equal("Änne 😀 李", (await accepted.Content.ReadFromJsonAsync<OrderView>())!.Address.Name);
    }

    [Fact]
    public async Task Another_subjects_order_does_not_exist()
    {
        using var owner = await GuestAsync();
        await AddAsync(owner);
        using var placed = await PlaceAsync(owner, "key");
        var order = (await placed.Content.ReadFromJsonAsync<OrderView>())!;
        using var stranger = await GuestAsync();
        await AssertProblemAsync(await stranger.GetAsync($"/api/orders/{order.Id}"), HttpStatusCode.NotFound);
        await AssertProblemAsync(await stranger.PostAsync($"/api/orders/{order.Id}/cancel", null), HttpStatusCode.NotFound);
        Assert.Equal(OrderStatus.Confirmed, (await owner.GetFromJsonAsync<OrderView>($"/api/orders/{order.Id}?wait=10"))!.Status);
    }

    [Theory]
    [InlineData("/api/catalog/products?cursor=dGFtcGVyZWQ")]
    [InlineData("/api/catalog/products?cursor=%00%FF")]
    [InlineData("/api/orders?cursor=dGFtcGVyZWQ")]
    [InlineData("/api/catalog/products?sort=nonsense")]
    [InlineData("/api/catalog/products?limit=1000000")]
    [InlineData("/api/catalog/products?limit=-1")]
    public async Task Nonsense_in_an_interfaces_address_is_a_problem_document(string path)
    {
        using var client = await GuestAsync();
        await AssertProblemAsync(await client.GetAsync(path), HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Only_the_doors_are_open()
    {
        using var gateway = Client(shop.Gateway);
        await AssertProblemAsync(await gateway.GetAsync("/api/cart"), HttpStatusCode.Unauthorized);
        await AssertProblemAsync(await gateway.PostAsync("/api/catalog/dev/seed-demo", null), HttpStatusCode.Unauthorized);
        using var guest = await GuestAsync();
        await AssertProblemAsync(await guest.PostAsync("/api/catalog/products", JsonContent.Create(new { })), HttpStatusCode.Forbidden);
    }

    private async Task AddAsync(HttpClient client)
    {
        using var added = await client.PostAsJsonAsync("/api/cart/items", new AddItemRequest(await AnySkuAsync(), 1));
        added.EnsureSuccessStatusCode();
    }

    private static async Task<HttpResponseMessage> PlaceAsync(HttpClient client, string key, string name = "Anna")
    {
        var quote = await client.GetFromJsonAsync<CheckoutQuote>("/api/orders/quote");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/orders")
        {
            Content = JsonContent.Create(new PlaceOrderRequest(quote!.CartVersion, quote.Total, new("anna@example.org", null),
                new(name, "Weg 1", null, "10115", "Berlin", "DE"), null, PaymentMethod.OnDelivery)),
        };
        request.Headers.Add("Idempotency-Key", key);
        return await client.SendAsync(request);
    }

    private async Task<string> AnySkuAsync()
    {
        using var client = Client(shop.Gateway);
        var product = await client.GetFromJsonAsync<ProductDetails>("/api/catalog/products/straw-hat");
        return product!.Variants.First(v => v.Availability != Availability.SoldOut).Sku;
    }

    private async Task<HttpClient> GuestAsync()
    {
        var client = Client(shop.Gateway);
        using var session = await client.PostAsync("/api/session", null);
        var token = (await session.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    private static HttpClient Client(Uri address) => new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }, disposeHandler: true) { BaseAddress = address };

    private static async Task AssertProblemAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.False(string.IsNullOrEmpty(problem.GetProperty("title").GetString()));
    }
}
