using System.Collections.Concurrent;
using System.Text.Json;
using Avanii.Cart.Contracts;
using Avanii.Catalog.Contracts;
using Avanii.Orders.Contracts;
using Avanii.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Avanii.Web.Tests;

/// <summary>Answers for the services behind the gateway, in the words of their contracts.</summary>
public sealed class StubGateway : IAsyncDisposable
{
    private const string OverviewPath = "/overview";

    public static readonly string Picture = new('a', 64);

    private readonly ConcurrentDictionary<(string Method, string Path), Func<HttpContext, Task<IResult>>> _answers = new();
    private readonly ConcurrentQueue<Call> _calls = new();
    private WebApplication _app = null!;

    public sealed record Call(string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers, string Body)
    {
        public string Address => $"{Method} {Path}";
    }

    public string Address => _app.Urls.Single();

    /// <summary>Every service is down.</summary>
    public bool Away { get; set; }

    public IReadOnlyCollection<Call> Calls => _calls;

    public void Forget() => _calls.Clear();

    public void On(string method, string path, Func<object> answer) => _answers[(method, path)] = _ => Task.FromResult(Results.Json(answer(), JsonSerializerOptions.Web));

    /// <summary>The answer follows what was asked for.</summary>
    public void On(string method, string path, Func<IQueryCollection, object> answer) =>
        _answers[(method, path)] = context => Task.FromResult(Results.Json(answer(context.Request.Query), JsonSerializerOptions.Web));

    /// <summary>The answer takes its time.</summary>
    public void Hold(string method, string path, Task until, Func<object> answer) => _answers[(method, path)] = async _ =>
    {
        await until;
        return Results.Json(answer(), JsonSerializerOptions.Web);
    };

    /// <summary>The first answer is lost on its way.</summary>
    public void LoseFirst(string method, string path)
    {
        var answer = _answers[(method, path)];
        _answers[(method, path)] = context =>
        {
            _answers[(method, path)] = answer;
            context.Abort();
            return Task.FromResult(Results.Empty);
        };
    }

    public void Refuse(string method, string path, int status, string problem, Dictionary<string, object?>? extensions = null) =>
        _answers[(method, path)] = _ => Task.FromResult(Results.Problem(statusCode: status, type: "urn:avanii:problem:" + problem, extensions: extensions));

    /// <summary>Refuses that client address from now on: it asks too often.</summary>
    public string? Limited { get; set; }

    public void Invalidate(string method, string path, string field, string message) =>
        _answers[(method, path)] = _ => Task.FromResult(Results.ValidationProblem(new Dictionary<string, string[]> { [field] = [message] }));

    /// <summary>A small shop in which everything goes well.</summary>
    public void Reset()
    {
        _answers.Clear();
        _calls.Clear();
        Away = false;
        Limited = null;
        On("GET", "/api/catalog/categories", () => (CategoryNode[])[new("home", "Home & Kitchen", "For the house.", Picture, 2, [new("mugs", "Mugs", "To drink from.", null, 2, [])])]);
        On("GET", "/api/catalog/products", () => new ProductPage([Tile("mug", "Mug <b>“Sea”</b>"), Tile("cup", "Cup")], "next", 40));
        On("GET", "/api/catalog/products/mug", () => Mug());
        On("GET", "/api/catalog/products/mug/reviews", () => Reviews);
        On("GET", "/api/catalog/search/suggestions", () => new SearchSuggestions([new("mug", "Mug", 18m, false, "EUR", Picture, "A mug")], [new("mugs", "Mugs")], ["mug blue"]));
        On("GET", "/api/catalog/products/export", () => new ExportPage([Exported(Mug())], null, "EUR"));
        _answers[("GET", $"/api/catalog/images/{Picture}-320.webp")] = _ => Task.FromResult(Results.Bytes([1, 2, 3], "image/webp"));
        _answers[("GET", $"/api/catalog/images/{Picture}-640.webp")] = context => Task.FromResult(
            Results.Bytes(context.Request.Headers.Accept.ToString().Contains("image/avif", StringComparison.Ordinal) ? "\0\0\0 ftypavif"u8.ToArray() : [1, 2, 3]));
        On("GET", "/api/catalog/reviews", () => new StaffReviewPage([], null));
        On("GET", "/api/catalog/search/synonyms", () => Array.Empty<Synonyms>());
        On("GET", "/api/catalog/search/report", () => Array.Empty<SearchReportLine>());
        On("GET", "/api/orders/delivery", () => new DeliveryTerms(4.90m, 50m, "EUR", ["DE", "IE"]));
        On("GET", "/api/cart", () => Cart(2));
        On("POST", "/api/cart/items", () => Cart(2));
        On("PUT", "/api/cart/items/MUG-SEA", () => Cart(3));
        On("DELETE", "/api/cart/items/MUG-SEA", () => Cart(0));
        On("GET", "/api/wishlist", () => Wishlist());
        On("GET", "/api/wishlist/skus", () => new WishlistSkus(["MUG-SEA"]));
        On("PUT", "/api/wishlist/items/MUG-SEA", () => new WishlistSkus(["MUG-SEA"]));
        On("DELETE", "/api/wishlist/items/MUG-SEA", () => new WishlistSkus([]));
        On("POST", "/api/wishlist/merge", () => new WishlistSkus(["MUG-SEA"]));
        On("POST", "/api/wishlist/share", () => new WishlistShare(ShareToken, "Gifts"));
        On("DELETE", "/api/wishlist/share", () => new WishlistShare(null, null));
        On("GET", "/api/orders/quote", () => Quote(2));
        On("GET", "/api/orders", () => new OrderPage([], null));
        On("POST", "/api/orders", () => Order(OrderStatus.Placed));
        On("GET", $"/api/orders/{OrderId}", () => Order(OrderStatus.Confirmed));
    }

    public static readonly Guid OrderId = Guid.Parse("019c0000-0000-7000-8000-000000000001");
    public static readonly Guid CheckoutId = Guid.Parse("019c0000-0000-7000-8000-000000000002");

    public const string ShareToken = "abcdefghijklmnopqrstuvwx";

    public static WishlistView Wishlist(string? shareToken = null, string? name = null) => new(name, shareToken,
    [
        Wished("MUG-SEA"), Wished("MUG-SAND") with { Availability = Availability.SoldOut, Orderable = false }, Wished("OLD") with { Retired = true, Orderable = false },
    ], "EUR");

    public static WishlistEntry Wished(string sku) =>
        new(sku, "Mug <b>“Sea”</b>", "mug", sku, Picture, 18m, 22.50m, Availability.InStock, false, true, DateTimeOffset.UnixEpoch);

    public static readonly Guid ReviewId = Guid.Parse("019c0000-0000-7000-8000-000000000003");

    public static ReviewPage Reviews => new(
        new(4.5m, 2, [0, 0, 0, 1, 1]),
        [new(ReviewId, 5, "Never <b>chipped</b>", "Two years,\nevery morning.", "Mia", DateTimeOffset.UnixEpoch, true, "Thank you!", DateTimeOffset.UnixEpoch)], null);

    /// <summary>What a list can be narrowed by.</summary>
    public static ProductFacets Facets => new(
        [new("mugs", "Mugs", 2, [])],
        [new("Nordhof", 30, false), new("Strandgut", 10, false)],
        [new("Colour", "colour", [new("Sea", 3, true), new("Sand", 2, false)]), new("Scent", "option.scent", [new("Cedar", 1, false), new("Pine & <i>", 1, false)])],
        new(5m, 80m, null, null, [new(null, 20m, 12, false), new(20.01m, null, 28, false)]),
        new(38, false), new(4, false), [new(4, 9, false), new(3, 11, false), new(2, 12, false), new(1, 12, false)]);

    public static ProductSummary Tile(string slug, string name) =>
        new(slug, name, "Nordhof", 18m, 22.50m, false, "EUR", Picture, "A mug", Availability.InStock, "MUG-SEA", 1);

    public static ProductDetails Mug(bool retired = false) => new(
        Guid.Empty, "mug", "Mug <b>“Sea”</b>", "Nordhof", "Keeps tea warm.\n\nFor years.", ["Stoneware"], [new("home", "Home & Kitchen"), new("mugs", "Mugs")], "EUR", ["Colour"],
        [
            new("MUG-SEA", ["Sea"], 18m, 22.50m, 0.2m, Availability.Low, 2, Picture),
            new("MUG-SAND", ["Sand"], 19m, null, 0.2m, Availability.SoldOut, 0, Picture),
        ],
        [new(Picture, "A mug", 1200, 1200, [320, 640, 1200])], retired);

    public static ExportedProduct Exported(ProductDetails product, DateTimeOffset? updatedAt = null) => new(
        product.Slug, updatedAt ?? DateTimeOffset.UnixEpoch, product.Name, product.Brand, product.Description, product.Path, product.OptionNames,
        [.. product.Variants.Select(v => new ExportedVariant(v.Sku, v.OptionValues, v.Price, v.CompareAtPrice, v.Availability, v.ImageHash))],
        [.. product.Images.Select(i => new ExportedImage(i.Hash, i.Alt, i.Widths[^1]))]);

    public static CartLine Line(int quantity, decimal price = 18m) =>
        new("MUG-SEA", "Mug <b>“Sea”</b>", "mug", "Sea", Picture, quantity, price, null, null, 0.2m, price * quantity, Availability.InStock, false, true);

    public static CartView Cart(int quantity) =>
        new(Guid.Empty, 7, CheckoutId, quantity == 0 ? [] : [Line(quantity)], 18m * quantity, "EUR", quantity);

    public static CheckoutQuote Quote(int quantity, decimal price = 18m, long version = 7) =>
        new(Guid.Empty, version, CheckoutId, [Line(quantity, price)], [], price * quantity, 4.90m, (price * quantity) + 4.90m, [new(0.2m, 6.82m)], "EUR", $"{quantity} {price} {version}");

    /// <summary>The checkout shows the first lines, and by the time of the order there are others, at the same total.</summary>
    public void Change(CartLine[] first, CartLine[] then, CartLine[] leftOut)
    {
        On("GET", "/api/orders/quote", () => Quote(2) with { Lines = first });
        Refuse("POST", "/api/orders", 409, "cart-changed", new() { ["quote"] = Quote(2) with { Lines = then, LeftOut = leftOut } });
    }

    public static OrderView Order(OrderStatus status, Func<OrderLineView, OrderLineView>? line = null) => new(
        OrderId, "AV-7K3M-Q2XD", status, status != OrderStatus.Placed, status is OrderStatus.Placed or OrderStatus.Confirmed, DateTimeOffset.UnixEpoch,
        [(line ?? (l => l))(new("MUG-SEA", "Mug", "mug", "Sea", Picture, 2, 18m, 36m, 0.2m, null, null, null))], 36m, 4.90m, 40.90m, [new(0.2m, 6.82m)], "EUR",
        new("mia@example.com", null), new("Mia", "Weg 1", null, "20457", "Hamburg", "DE"), null, PaymentMethod.BankTransfer,
        [new(OrderStatus.Placed, DateTimeOffset.UnixEpoch, "shopper", null)]);

    public async Task StartAsync()
    {
        Reset();
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore().AddProblemDetails().AddLogging();
        _app = builder.Build();
        _app.Run(AnswerAsync);
        await _app.StartAsync();
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static string? ClientAddress(HttpContext context) =>
        context.Request.Headers.Authorization.ToString() is ['B', 'e', 'a', 'r', 'e', 'r', ' ', .. var token]
            && new JsonWebToken(token).TryGetPayloadValue<string>(JwtValidation.ClientAddressClaim, out var address) ? address : null;

    private static IResult TooMany(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "7";
        return Results.Problem(statusCode: 429, type: "urn:avanii:problem:too-many-requests");
    }

    // The product as a test has it, and the rest as always.
    private static IResult OverviewOf(IResult product) => product is IValueHttpResult { Value: ProductDetails details }
        ? Results.Json(new ProductOverview(details, Reviews, new([Tile("saucer", "Saucer")], [Tile("cup", "Cup")])), JsonSerializerOptions.Web)
        : product;

    private async Task AnswerAsync(HttpContext context)
    {
        var (method, path) = (context.Request.Method, context.Request.Path.Value!);
        using var reader = new StreamReader(context.Request.Body);
        _calls.Enqueue(new Call(method, path, context.Request.QueryString.Value ?? "", context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString()), await reader.ReadToEndAsync()));
        var result = Away ? Results.StatusCode(503)
            : Limited is not null && ClientAddress(context) == Limited ? TooMany(context)
            : _answers.TryGetValue((method, path), out var answer) ? await answer(context)
            : path.EndsWith(OverviewPath, StringComparison.Ordinal) && _answers.TryGetValue((method, path[..^OverviewPath.Length]), out var product) ? OverviewOf(await product(context))
            : Results.Problem(statusCode: 404, type: "urn:avanii:problem:unknown");
        await result.ExecuteAsync(context);
    }
}
