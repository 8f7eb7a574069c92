using System.Net.Http.Json;
using Avanii.Testing;

namespace Avanii.Orders.Tests.Orders;

public sealed class DatabaseBudgetTests(OrderApp app) : IClassFixture<OrderApp>
{
    [Fact]
    public async Task Placing_an_order_is_three_commands_and_reading_one_is_one_whatever_is_in_it()
    {
        var shopper = new Shopper(app, [.. Enumerable.Range(0, 20).Select(i => Shopper.Line($"MUG-{i}", 2.00m, 1))]);
        await new Shopper(app).PlaceAsync();
        using var placing = new HttpRequestMessage(HttpMethod.Post, "/orders") { Content = JsonContent.Create(await shopper.RequestAsync()) };
        placing.Headers.Add("Idempotency-Key", "key");
        var commands = await CountAsync(shopper, placing);
        Assert.True(commands.Count == 3, string.Join("\n\n", commands)); // the key's look-up, what was bought already, and everything in one batch
        Assert.Contains("pg_advisory_xact_lock", commands[1], StringComparison.Ordinal); // keeps twins waiting, and costs no round trip of its own

        Assert.Single(await CountAsync(shopper, new HttpRequestMessage(HttpMethod.Get, "/orders")));
        var id = (await shopper.Client.GetFromJsonAsync<Contracts.OrderPage>("/orders"))!.Items[0].Id;
        Assert.Single(await CountAsync(shopper, new HttpRequestMessage(HttpMethod.Get, $"/orders/{id}")));
        shopper.Put(Shopper.Line("HAT", 5.00m, 1));
        Assert.Single(await CountAsync(shopper, new HttpRequestMessage(HttpMethod.Get, "/orders/quote"))); // what was bought already
    }

    private static async Task<IReadOnlyList<string>> CountAsync(Shopper shopper, HttpRequestMessage request)
    {
        using var commands = new DatabaseCommands();
        (await shopper.Client.SendAsync(request)).EnsureSuccessStatusCode();
        return commands.Seen;
    }
}
