using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Avanii.Cart.Contracts;
using Avanii.Orders.Contracts;

namespace Avanii.Faults;

/// <summary>A guest's way through the shop's API.</summary>
internal sealed class GuestApi(Patience patience)
{
    private static readonly TimeSpan s_tokenAge = TimeSpan.FromMinutes(3); // of five
    private string? _token;
    private DateTimeOffset _tokenMade;

    /// <summary>Whose token it is.</summary>
    public string? Subject { get; private set; }

    public static JsonSerializerOptions Json => JsonSerializerOptions.Web;

    public Task<Reply> GetAsync(string path) => AskAsync(HttpMethod.Get, path);

    public Task<Reply> AddAsync(string sku, int units)
    {
        var key = Guid.CreateVersion7().ToString();
        return AskAsync(HttpMethod.Post, "/api/cart/items", new AddItemRequest(sku, units), key);
    }

    public async Task<CheckoutQuote?> QuoteAsync()
    {
        var reply = await GetAsync("/api/orders/quote");
        return reply.IsSuccess ? JsonSerializer.Deserialize<CheckoutQuote>(reply.Body, Json) : null;
    }

    public Task<Reply> PlaceAsync(PlaceOrderRequest order, string key, bool atOnce = false) => AskAsync(HttpMethod.Post, "/api/orders", order, key, atOnce);

    public async Task<OrderView> OrderAsync(Guid id, int wait = 0)
    {
        var reply = await GetAsync($"/api/orders/{id}?wait={wait}");
        return reply.IsSuccess
            ? JsonSerializer.Deserialize<OrderView>(reply.Body, Json)!
            : throw new UnexpectedAnswerException($"GET order {id}: {(int)reply.Status} {reply.Body}");
    }

    public Task<Reply> CancelAsync(Guid id) => AskAsync(HttpMethod.Post, $"/api/orders/{id}/cancel");

    /// <exception cref="OperationCanceledException">The run is over, and no answer came.</exception>
    public Task<Reply> AskAsync(HttpMethod method, string path, object? body = null, string? key = null, bool atOnce = false) =>
        patience.AskAsync(
            async () =>
            {
                var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body, body.GetType(), options: Json) };
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync());
                if (key is not null)
                {
                    request.Headers.Add("Idempotency-Key", key);
                }
                return request;
            },
            atOnce);

    private async Task<string> TokenAsync()
    {
        if (_token is not null && DateTimeOffset.UtcNow - _tokenMade < s_tokenAge)
        {
            return _token;
        }
        var reply = await patience.AskAsync(() =>
        {
            var request = new HttpRequestMessage(HttpMethod.Post, "/api/session");
            if (_token is not null)
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token); // stays the same guest
            }
            return Task.FromResult(request);
        });
        if (!reply.IsSuccess)
        {
            throw new UnexpectedAnswerException($"A token was refused: {(int)reply.Status} {reply.Body}");
        }
        var session = JsonSerializer.Deserialize<JsonElement>(reply.Body);
        Subject = session.GetProperty("subject").GetString();
        _tokenMade = DateTimeOffset.UtcNow;
        return _token = session.GetProperty("token").GetString()!;
    }
}

/// <summary>The shop answered what none of its rules explains.</summary>
internal sealed class UnexpectedAnswerException(string message) : Exception(message);

/// <summary>What problem documents say.</summary>
internal static class ProblemDocuments
{
    public static string ProblemType(this Reply reply) => Read(reply, "type")?.GetString()?.Split(':')[^1] ?? "";

    public static Guid? ProblemOrder(this Reply reply) => Read(reply, "orderId")?.GetGuid();

    public static CheckoutQuote? ProblemQuote(this Reply reply) => Read(reply, "quote")?.Deserialize<CheckoutQuote>(JsonSerializerOptions.Web);

    private static JsonElement? Read(Reply reply, string field)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(reply.Body).TryGetProperty(field, out var value) ? value : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
