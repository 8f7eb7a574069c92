using System.Net.Http.Headers;
using System.Net.Http.Json;
using Avanii.Cart.Contracts;
using Avanii.Catalog.Contracts;
using Avanii.Orders.Contracts;
using Avanii.ServiceDefaults;

namespace Avanii.Orders.Tests;

/// <summary>A guest with a cart, who orders it and looks at orders.</summary>
internal sealed class Shopper
{
    private static int s_counter;
    private readonly OrderApp _app;
    private readonly string _role;

    public Shopper(OrderApp app, params CartLine[] lines)
        : this(app, Roles.Guest, lines)
    {
    }

    private Shopper(OrderApp app, string role, CartLine[] lines)
    {
        _app = app;
        _role = role;
        Subject = $"{(role == Roles.Guest ? "guest" : "account")}:shopper-{Interlocked.Increment(ref s_counter)}";
        Client = ClientOf(app);
        Cart = new CartView(Guid.CreateVersion7(), 1, Guid.CreateVersion7(), [], 0, "EUR", 0);
        Put(lines.Length > 0 ? lines : [Line("MUG", 10.00m, 2), Line("BOWL", 5.50m, 1)]);
    }

    public string Subject { get; }

    public HttpClient Client { get; }

    public CartView Cart
    {
        get => _app.Carts[Subject];
        set => _app.Carts[Subject] = value;
    }

    /// <returns>The same shopper at another instance.</returns>
    public HttpClient ClientOf(OrderApp app)
    {
        var client = app.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", app.Tokens.Create(Subject, _role));
        return client;
    }

    /// <summary>Somebody who is signed in.</summary>
    public static Shopper WithAccount(OrderApp app, params CartLine[] lines) => new(app, Roles.Shopper, lines);

    /// <returns>With a token that names the account's address, as the shop makes it for asking after guests' orders.</returns>
    public HttpClient ClientWithAddress(string email)
    {
        var client = _app.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _app.Tokens.Create(Subject, _role, email: email));
        return client;
    }

    public static CartLine Line(string sku, decimal price, int quantity, decimal vatRate = 0.20m, bool orderable = true) => new(
        sku, $"The {sku}", "slug", "Sand", "hash-" + sku, quantity, price, null, null, vatRate, price * quantity, Availability.InStock, !orderable, orderable);

    /// <summary>Fills the cart anew: another version, another checkout.</summary>
    public void Put(params CartLine[] lines) => Cart = Cart with
    {
        Version = Cart.Version + 1,
        CheckoutId = Guid.CreateVersion7(),
        Lines = lines,
        Subtotal = lines.Where(line => line.Orderable).Sum(line => line.LineTotal),
        ItemCount = lines.Sum(line => line.Quantity),
    };

    /// <summary>The cart says of which orders it has heard: none so far.</summary>
    public Shopper WhoseCartRemembers()
    {
        Cart = Cart with { OrdersTakenOut = [] };
        return this;
    }

    /// <summary>The cart hears that an order was confirmed, as CartService does.</summary>
    public void TakeOut(OrderView order)
    {
        var taken = Cart.OrdersTakenOut!.Append(order.Id).ToList();
        Put([.. Cart.Lines
            .Select(line => Line(line.Sku, line.UnitPrice, line.Quantity - (order.Lines.SingleOrDefault(bought => bought.Sku == line.Sku)?.Quantity ?? 0)))
            .Where(line => line.Quantity > 0)]);
        Cart = Cart with { OrdersTakenOut = taken };
    }

    public async Task<CheckoutQuote> QuoteAsync() => (await Client.GetFromJsonAsync<CheckoutQuote>("/orders/quote"))!;

    /// <returns>The request of somebody who sees the cart as it is now.</returns>
    public async Task<PlaceOrderRequest> RequestAsync() => RequestFor(await QuoteAsync());

    public static PlaceOrderRequest RequestFor(CheckoutQuote quote) => new(
        quote.CartVersion, quote.Total, new OrderContact("ada@example.org", null),
        new DeliveryAddress("Ada Lovelace", "Hauptstraße 1", null, "10115", "Berlin", "DE"), null, PaymentMethod.OnDelivery);

    /// <param name="request">What is ordered.</param>
    /// <param name="key">The idempotency key; the cart's checkout id unless given.</param>
    /// <param name="client">At which instance.</param>
    public async Task<HttpResponseMessage> TryPlaceAsync(object request, string? key = null, HttpClient? client = null)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "/orders") { Content = JsonContent.Create(request) };
        message.Headers.TryAddWithoutValidation("Idempotency-Key", key ?? Cart.CheckoutId.ToString());
        return await (client ?? Client).SendAsync(message);
    }

    public async Task<OrderView> PlaceAsync()
    {
        var response = await TryPlaceAsync(await RequestAsync());
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<OrderView>())!;
    }

    public async Task<OrderView> OrderAsync(Guid id, int? wait = null, HttpClient? client = null) =>
        (await (client ?? Client).GetFromJsonAsync<OrderView>($"/orders/{id}{(wait is null ? "" : $"?wait={wait}")}"))!;

    public Task<HttpResponseMessage> TryCancelAsync(Guid id, HttpClient? client = null) => (client ?? Client).PostAsync($"/orders/{id}/cancel", null);
}
