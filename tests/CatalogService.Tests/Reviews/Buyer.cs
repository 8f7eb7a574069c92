using System.Net.Http.Headers;
using System.Net.Http.Json;
using Avanii.Catalog.Contracts;
using Avanii.Orders.Contracts;
using Avanii.ServiceDefaults;

namespace Avanii.Catalog.Tests.Reviews;

/// <summary>Somebody with an account, who buys and says what they think of it.</summary>
internal sealed class Buyer(CatalogApp app)
{
    public Guid Id { get; } = Guid.CreateVersion7();

    public string Subject => $"account:{Id}";

    public HttpClient Client => field ??= app.ClientWith(app.Tokens.Create(Subject, Roles.Shopper));

    /// <summary>An account that was sent these SKUs in one order.</summary>
    public static async Task<Buyer> OfAsync(CatalogApp app, params string[] skus)
    {
        var buyer = new Buyer(app);
        await app.DeliverAsync(Shipped(Guid.CreateVersion7(), buyer.Subject, skus));
        return buyer;
    }

    public static OrderShipped Shipped(Guid order, string subject, params string[] skus) =>
        new(order, "A1", subject, [.. skus.Select(sku => new OrderShipped.Line(sku, 1, 9.90m))], null, null, "a@example.org", "en");

    public static OrderDelivered Delivered(Guid order, string subject) => new(order, "A1", subject, "a@example.org", "en");

    public static OrderRefunded Refunded(Guid order, string subject, string sku, bool wasShipped = true) =>
        new(order, "A1", subject, [new(sku, 1, 9.90m)], 9.90m, "EUR", Restock: false, wasShipped, "a@example.org", "en");

    public static WriteReviewRequest Words(int rating = 5, string title = "Good", string text = "Keeps tea warm.", string name = "Mia") => new(rating, title, text, name);

    public Task<HttpResponseMessage> TryWriteAsync(string slug, WriteReviewRequest words) => Client.PutAsJsonAsync($"/products/{slug}/reviews/mine", words);

    public async Task<OwnReview> WriteAsync(string slug, WriteReviewRequest? words = null)
    {
        using var response = await TryWriteAsync(slug, words ?? Words());
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<OwnReview>())!;
    }

    public async Task<MyReview> MineAsync(string slug) => (await Client.GetFromJsonAsync<MyReview>($"/products/{slug}/reviews/mine"))!;

    /// <summary>Writes one, which staff publish.</summary>
    public async Task<Guid> PublishedAsync(string slug, WriteReviewRequest? words = null)
    {
        var id = (await WriteAsync(slug, words)).Id;
        await app.DecideAsync(id, "publish");
        return id;
    }
}

/// <summary>What staff do about reviews.</summary>
internal static class StaffSteps
{
    public static async Task<StaffReview> SeenByStaffAsync(this CatalogApp app, Guid id) => (await app.Staff.GetFromJsonAsync<StaffReview>($"/reviews/{id}"))!;

    /// <summary>Decides on what the review says now.</summary>
    public static async Task<StaffReview> DecideAsync(this CatalogApp app, Guid id, string decision, object? body = null)
    {
        using var response = await app.TryDecideAsync(id, decision, (await app.SeenByStaffAsync(id)).Version, body);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<StaffReview>())!;
    }

    public static async Task<HttpResponseMessage> TryDecideAsync(this CatalogApp app, Guid id, string decision, long version, object? body = null)
    {
        using var request = new HttpRequestMessage(decision == "reply" ? HttpMethod.Put : HttpMethod.Post, $"/reviews/{id}/{decision}")
        {
            Content = body is null ? null : JsonContent.Create(body),
        };
        request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{version}\""));
        return await app.Staff.SendAsync(request);
    }

    public static async Task<ReviewPage> ReviewsAsync(this CatalogApp app, string slug, string query = "") =>
        (await app.Anyone.GetFromJsonAsync<ReviewPage>($"/products/{slug}/reviews{query}"))!;
}
