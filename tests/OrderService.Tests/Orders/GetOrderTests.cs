using System.Diagnostics;
using System.Net;
using Avanii.Orders.Contracts;
using Avanii.ServiceDefaults;
using Avanii.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit.Abstractions;

namespace Avanii.Orders.Tests.Orders;

public sealed class GetOrderTests(OrderApp app, ITestOutputHelper output) : IClassFixture<OrderApp>
{
    [Fact]
    public async Task The_order_of_somebody_else_does_not_exist()
    {
        var order = await new Shopper(app).PlaceAsync();
        var other = new Shopper(app).Client;
        await (await other.GetAsync($"/orders/{order.Id}")).AssertProblemAsync(HttpStatusCode.NotFound, "order-not-found");
        await (await other.GetAsync($"/orders/{order.Id}?wait=5")).AssertProblemAsync(HttpStatusCode.NotFound, "order-not-found");
        await (await other.PostAsync($"/orders/{order.Id}/cancel", null)).AssertProblemAsync(HttpStatusCode.NotFound, "order-not-found");
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync("/orders/1")).StatusCode);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(11)]
    public async Task Nobody_waits_for_longer_than_ten_seconds(int wait)
    {
        var shopper = new Shopper(app);
        await (await shopper.Client.GetAsync($"/orders/{(await shopper.PlaceAsync()).Id}?wait={wait}")).AssertInvalidAsync("wait");
    }

    [Fact]
    public async Task Whoever_waits_in_vain_gets_the_order_as_it_is()
    {
        var shopper = new Shopper(app);
        var order = await shopper.PlaceAsync();
        var clock = Stopwatch.StartNew();
        Assert.Equal(OrderStatus.Placed, (await shopper.OrderAsync(order.Id, wait: 1)).Status);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0.95, 5);
    }

    [Fact]
    public async Task Who_waits_sees_a_decision_of_this_instance_at_once_and_of_another_within_a_tenth_of_a_second()
    {
        await using var second = await app.StartAnotherAsync();
        await MeasureAsync(app, app); // the first of everything is slow
        await MeasureAsync(app, second);
        var (here, elsewhere) = (new List<double>(), new List<double>());
        for (var i = 0; i < 9; i++)
        {
            here.Add(await MeasureAsync(app, app));
            elsewhere.Add(await MeasureAsync(app, second));
        }
        output.WriteLine($"decided here: {string.Join(' ', here.Order().Select(ms => $"{ms:0}"))} ms; elsewhere: {string.Join(' ', elsewhere.Order().Select(ms => $"{ms:0}"))} ms");
        // Medians, because the machine does other things, too.
        Assert.InRange(here.Order().ElementAt(4), 0, 60);
        Assert.InRange(elsewhere.Order().ElementAt(4), 0, 100);
    }

    [Fact]
    public async Task Forty_who_wait_hold_no_connection()
    {
        // The pool has 20: were they held, the fortieth would not even begin to wait.
        var shoppers = await Task.WhenAll(Enumerable.Range(0, 40).Select(async _ =>
        {
            var shopper = new Shopper(app);
            return (Shopper: shopper, Order: await shopper.PlaceAsync());
        }));
        var waiting = shoppers.Select(s => s.Shopper.OrderAsync(s.Order.Id, wait: 10)).ToList();
        await Task.WhenAll(shoppers.Select(s => app.ReserveAsync(s.Order)));
        Assert.All(await Task.WhenAll(waiting), order => Assert.Equal(OrderStatus.Confirmed, order.Status));
    }

    [Fact]
    public async Task Who_waits_gets_an_answer_when_the_service_stops()
    {
        await using var second = await app.StartAnotherAsync();
        var shopper = new Shopper(app);
        var order = await shopper.PlaceAsync();
        using var client = new HttpClient { BaseAddress = second.ClientOptions.BaseAddress }; // not one that ends with the app
        client.DefaultRequestHeaders.Authorization = shopper.Client.DefaultRequestHeaders.Authorization;
        await shopper.OrderAsync(order.Id, client: client);
        var waiting = shopper.OrderAsync(order.Id, wait: 10, client: client);
        await shopper.OrderAsync(order.Id, client: client);
        var clock = Stopwatch.StartNew();
        second.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        Assert.Equal(OrderStatus.Placed, (await waiting).Status);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 8);
    }

    [Theory]
    [InlineData("expired")]
    [InlineData("other audience")]
    [InlineData("forged")]
    [InlineData("unsigned")]
    public async Task A_token_that_is_not_right_shows_no_orders(string kind)
    {
        var token = kind switch
        {
            "expired" => app.Tokens.Create("guest:1", Roles.Guest, expiresIn: TimeSpan.FromMinutes(-1)),
            "other audience" => app.Tokens.Create("guest:1", Roles.Guest, audience: "somebody-else"),
            "forged" => TestTokens.ForgedBy("guest:1", Roles.Guest),
            _ => TestTokens.WithoutSignature("guest:1", Roles.Guest),
        };
        var client = app.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/orders")).StatusCode);
    }

    /// <returns>Milliseconds between the answer to whoever cancels at one instance and the answer to whoever waits at another.</returns>
    private static async Task<double> MeasureAsync(OrderApp waitsAt, OrderApp decidesAt)
    {
        var shopper = new Shopper(waitsAt);
        var order = await shopper.PlaceAsync();
        var decider = shopper.ClientOf(decidesAt);
        var waiting = Timed(shopper.OrderAsync(order.Id, wait: 10));
        await shopper.OrderAsync(order.Id, client: decider); // the other has begun to wait, and this connection is open
        Assert.False(waiting.IsCompleted);
        await shopper.TryCancelAsync(order.Id, decider);
        var decided = Stopwatch.GetTimestamp();
        return Math.Max(0, Stopwatch.GetElapsedTime(decided, await waiting).TotalMilliseconds);

        static async Task<long> Timed(Task<OrderView> answer)
        {
            Assert.Equal(OrderStatus.Cancelled, (await answer).Status);
            return Stopwatch.GetTimestamp();
        }
    }
}
