using System.Net.Http.Headers;
using System.Net.Http.Json;
using Avanii.Orders.Contracts;
using Avanii.ServiceDefaults;

namespace Avanii.Orders.Tests;

/// <summary>Somebody in the back office, who moves orders and sees all of them.</summary>
internal sealed class StaffMember
{
    private static int s_counter;

    public StaffMember(OrderApp app)
    {
        Subject = $"staff:{Interlocked.Increment(ref s_counter)}";
        Client = app.CreateClient();
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", app.Tokens.Create(Subject, Roles.Staff));
    }

    public string Subject { get; }

    public HttpClient Client { get; }

    public Task<HttpResponseMessage> TryPayAsync(
        Guid id, decimal amount, string reference = "RF18", string? key = null, PaymentMethod method = PaymentMethod.BankTransfer) =>
        TryAsync(id, "payments", new RecordPaymentRequest(amount, method, reference), key ?? $"{id}-{reference}");

    public Task<HttpResponseMessage> TryShipAsync(Guid id, string? carrier = null, string? tracking = null, string? key = null) =>
        TryAsync(id, "ship", new ShipOrderRequest(carrier, tracking), key);

    public Task<HttpResponseMessage> TryDeliverAsync(Guid id, string? key = null) => TryAsync<object>(id, "deliver", null, key);

    public Task<HttpResponseMessage> TryRefundAsync(Guid id, bool restock = false, string reason = "came back", string? key = null) =>
        TryAsync(id, "refund", new RefundOrderRequest(restock, reason), key);

    public Task<HttpResponseMessage> TryCancelAsync(Guid id, string? reason = "damaged in the warehouse", string? key = null) =>
        TryAsync(id, "cancel", new CancelOrderRequest(reason), key);

    private async Task<HttpResponseMessage> TryAsync<T>(Guid id, string move, T? request, string? key)
        where T : class
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, $"/orders/{id}/{move}") { Content = request is null ? null : JsonContent.Create(request) };
        if (key is not null)
        {
            message.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        }
        return await Client.SendAsync(message);
    }

    public async Task<OrderView> OrderAsync(Guid id) => (await Client.GetFromJsonAsync<OrderView>($"/orders/{id}"))!;

    public async Task<StaffOrderPage> ListAsync(string query) => (await Client.GetFromJsonAsync<StaffOrderPage>($"/orders/all{query}"))!;
}

internal static class StaffAnswers
{
    /// <returns>The order, of an answer that must be good.</returns>
    public static async Task<OrderView> OrderAsync(this Task<HttpResponseMessage> answering)
    {
        var answer = await answering;
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<OrderView>())!;
    }

    /// <returns>A confirmed order that is to be paid so.</returns>
    public static async Task<OrderView> PlaceConfirmedAsync(this Shopper shopper, OrderApp app, PaymentMethod method = PaymentMethod.BankTransfer)
    {
        var order = await shopper.TryPlaceAsync(await shopper.RequestAsync() with { PaymentMethod = method }).OrderAsync();
        await app.ReserveAsync(order);
        return await shopper.OrderAsync(order.Id);
    }
}
