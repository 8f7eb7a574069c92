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

    public async Task<HttpResponseMessage> TryPayAsync(
        Guid id, decimal amount, string reference = "RF18", string? key = null, PaymentMethod method = PaymentMethod.BankTransfer)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, $"/orders/{id}/payments") { Content = JsonContent.Create(new RecordPaymentRequest(amount, method, reference)) };
        message.Headers.TryAddWithoutValidation("Idempotency-Key", key ?? reference);
        return await Client.SendAsync(message);
    }

    public Task<HttpResponseMessage> TryShipAsync(Guid id, string? carrier = null, string? tracking = null) =>
        Client.PostAsJsonAsync($"/orders/{id}/ship", new ShipOrderRequest(carrier, tracking));

    public Task<HttpResponseMessage> TryDeliverAsync(Guid id) => Client.PostAsync($"/orders/{id}/deliver", null);

    public Task<HttpResponseMessage> TryRefundAsync(Guid id, bool restock = false, string reason = "came back") =>
        Client.PostAsJsonAsync($"/orders/{id}/refund", new RefundOrderRequest(restock, reason));

    public Task<HttpResponseMessage> TryCancelAsync(Guid id, string? reason = "damaged in the warehouse") =>
        Client.PostAsJsonAsync($"/orders/{id}/cancel", new CancelOrderRequest(reason));

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
