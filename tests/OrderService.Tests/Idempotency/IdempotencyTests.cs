using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using Avanii.Orders.Contracts;
using Avanii.Testing;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Orders.Tests.Idempotency;

public sealed class IdempotencyTests(OrderApp app) : IClassFixture<OrderApp>
{
    [Fact]
    public async Task The_first_answer_is_given_again_whatever_has_happened_since()
    {
        var shopper = new Shopper(app);
        var (request, key) = (await shopper.RequestAsync(), "k-1");
        var first = await shopper.TryPlaceAsync(request, key);
        var order = (await first.Content.ReadFromJsonAsync<OrderView>())!;
        await app.ReserveAsync(order);
        shopper.Put(); // success has emptied the cart
        var again = await shopper.TryPlaceAsync(request, key);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (first.StatusCode, again.StatusCode));
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Equal(first.Headers.Location, again.Headers.Location);
        Assert.Equal(1, await CountOrdersAsync(shopper));
    }

    [Fact]
    public async Task Twenty_twins_at_once_make_one_order_and_get_the_same_answer()
    {
        await using var second = await app.StartAnotherAsync();
        var shopper = new Shopper(app);
        var request = await shopper.RequestAsync();
        var clients = new[] { shopper.Client, shopper.ClientOf(second) };
        var responses = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => shopper.TryPlaceAsync(request, client: clients[i % 2])));

        Assert.All(responses, response => Assert.Equal(HttpStatusCode.Created, response.StatusCode));
        Assert.Single(responses.Select(response => response.Headers.Location).Distinct());
        var answers = await Task.WhenAll(responses.Select(response => response.Content.ReadAsStringAsync()));
        Assert.Single(answers.Distinct());
        Assert.Equal(1, await CountOrdersAsync(shopper));
        var id = (await responses[0].Content.ReadFromJsonAsync<OrderView>())!.Id;
        await app.ReserveAsync(await shopper.OrderAsync(id));
        await Eventually.AreEqual("OrderPlaced OrderConfirmed", () => string.Join(' ', app.HeardOf(id)));
    }

    [Fact]
    public async Task Twenty_keys_at_once_for_one_cart_make_one_order()
    {
        var shopper = new Shopper(app);
        var request = await shopper.RequestAsync();
        var responses = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => shopper.TryPlaceAsync(request, $"tab-{i}")));

        var placed = Assert.Single(responses, response => response.StatusCode == HttpStatusCode.Created);
        var id = (await placed.Content.ReadFromJsonAsync<OrderView>())!.Id;
        foreach (var refused in responses.Where(response => response != placed))
        {
            Assert.Equal(id, (await refused.AssertProblemAsync(HttpStatusCode.Conflict, "order-undecided")).GetProperty("orderId").GetGuid());
        }
    }

    [Fact]
    public async Task The_same_key_for_another_order_is_refused_and_names_the_one_that_exists()
    {
        var shopper = new Shopper(app);
        var request = await shopper.RequestAsync();
        var order = await (await shopper.TryPlaceAsync(request, "k-1")).Content.ReadFromJsonAsync<OrderView>();
        var other = request with { Address = request.Address with { City = "Potsdam" } };
        var problem = await (await shopper.TryPlaceAsync(other, "k-1")).AssertProblemAsync(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
        Assert.Equal(order!.Id, problem.GetProperty("orderId").GetGuid());
    }

    [Fact]
    public async Task Spaces_and_zeros_make_no_other_order()
    {
        var shopper = new Shopper(app);
        var request = await shopper.RequestAsync();
        var first = await shopper.TryPlaceAsync(request, "k-1");
        var again = await shopper.TryPlaceAsync(request with { Total = request.Total * 1.0000m, Address = request.Address with { City = " Berlin " }, Note = "" }, "k-1");
        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_same_key_of_another_shopper_is_another_key()
    {
        var (ada, ben) = (new Shopper(app), new Shopper(app));
        Assert.Equal(HttpStatusCode.Created, (await ada.TryPlaceAsync(await ada.RequestAsync(), "k-1")).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await ben.TryPlaceAsync(await ben.RequestAsync(), "k-1")).StatusCode);
        Assert.Equal(1, await CountOrdersAsync(ben));
    }

    [Fact]
    public async Task An_attempt_that_failed_does_not_burn_the_key()
    {
        var shopper = new Shopper(app);
        var request = await shopper.RequestAsync();
        Assert.Equal(HttpStatusCode.Conflict, (await shopper.TryPlaceAsync(request with { Total = 1 }, "k-1")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await shopper.TryPlaceAsync(request with { Note = new string('x', 501) }, "k-1")).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await shopper.TryPlaceAsync(request, "k-1")).StatusCode);
    }

    [Fact]
    public async Task What_failed_because_of_others_does_not_burn_the_key_either()
    {
        await using var alone = new OrderApp(); // its cart's absence is nobody else's
        await alone.InitializeAsync();
        var shopper = new Shopper(alone, Shopper.Line("MUG", 10.00m, 1));
        var request = await shopper.RequestAsync();
        var ordered = shopper.Cart;
        alone.Carts.IsAway = true;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await shopper.TryPlaceAsync(request, "k-1")).StatusCode);
        alone.Carts.IsAway = false;
        shopper.Put(Shopper.Line("HAT", 20.00m, 1));
        Assert.Equal(HttpStatusCode.Conflict, (await shopper.TryPlaceAsync(request, "k-1")).StatusCode);
        shopper.Cart = ordered;
        Assert.Equal(HttpStatusCode.Created, (await shopper.TryPlaceAsync(request, "k-1")).StatusCode);
        alone.Carts.IsAway = true; // and its answer needs nobody any more
        Assert.Equal(HttpStatusCode.Created, (await shopper.TryPlaceAsync(request, "k-1")).StatusCode);
    }

    [Fact]
    public async Task A_key_from_before_answers_were_stored_whole_still_gets_its_answer()
    {
        var shopper = new Shopper(app);
        var request = await shopper.RequestAsync();
        var first = await shopper.TryPlaceAsync(request, "k-1");
        var order = (await first.Content.ReadFromJsonAsync<OrderView>())!;
        var hashed = $$"""
            {"cartVersion":{{request.CartVersion}},"total":30.40,"contact":{"email":"ada@example.org","phone":null},"address":{"name":"Ada Lovelace","street":"Hauptstra\u00DFe 1","extra":null,"postalCode":"10115","city":"Berlin","country":"DE"},"note":null,"paymentMethod":"OnDelivery"}
            """;
        // As an instance of the release before writes it, for as long as it runs beside this one.
        var (hash, body) = (SHA256.HashData(Encoding.UTF8.GetBytes(hashed)), await first.Content.ReadAsStringAsync());
        await app.QueryAsync(db => db.Database.ExecuteSqlAsync($"""
            DELETE FROM idempotency_keys WHERE order_id = {order.Id};
            INSERT INTO idempotency_keys (subject, key, order_id, request_hash, body, created_at)
            VALUES ({shopper.Subject}, 'k-1', {order.Id}, {hash}, {body}, now())
            """));
        var again = await shopper.TryPlaceAsync(request, "k-1");

        Assert.Equal((HttpStatusCode.Created, first.Headers.Location), (again.StatusCode, again.Headers.Location));
        Assert.Equal(body, await again.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Twenty_twins_of_which_the_cart_has_heard_get_the_order_too()
    {
        var shopper = new Shopper(app).WhoseCartRemembers();
        var request = await shopper.RequestAsync();
        var key = shopper.Cart.CheckoutId.ToString();
        var first = await (await shopper.TryPlaceAsync(request, key)).Content.ReadFromJsonAsync<OrderView>();
        await app.ReserveAsync(first!);
        shopper.TakeOut(first!);
        var responses = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => shopper.TryPlaceAsync(request, key)));
        Assert.All(responses, response => Assert.Equal((HttpStatusCode.Created, $"/api/orders/{first!.Id}"), (response.StatusCode, response.Headers.Location?.ToString())));
    }

    [Theory]
    [InlineData("changed")]
    [InlineData("empty")]
    [InlineData("gone")]
    [InlineData("as it was")]
    [InlineData("away")]
    public async Task A_twin_that_finds_the_cart_otherwise_gets_the_answer_of_the_one_that_is_just_being_written(string cart)
    {
        await using var alone = new OrderApp(); // its cart's absence is nobody else's
        await alone.InitializeAsync();
        var shopper = new Shopper(alone);
        var (request, quote) = (await shopper.RequestAsync(), await shopper.QuoteAsync());
        var answers = await alone.QueryAsync(async db =>
        {
            // Holds up the first twin between look and commit.
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Add(Order.Place(shopper.Subject, OrderNumber.New(), quote with { CheckoutId = Guid.CreateVersion7() }, 0.20m, request, "en",
                alone.Clock.GetUtcNow(), TimeSpan.FromMinutes(30)));
            await db.SaveChangesAsync();
            var first = shopper.TryPlaceAsync(request, "k-1");
            await Eventually.AreEqual(1, alone.WaitingForLocksAsync);
            switch (cart)
            {
                case "changed":
                    shopper.Put(Shopper.Line("HAT", 20.00m, 1));
                    break;
                case "empty":
                    shopper.Put();
                    break;
                case "gone":
                    shopper.Cart = new(null, 0, Guid.Empty, [], 0, "EUR", 0, []);
                    break;
                case "away":
                    alone.Carts.IsAway = true;
                    break;
                default:
                    break;
            }
            var second = shopper.TryPlaceAsync(request, "k-1");
            await Eventually.IsTrue(async () => second.IsCompleted || await alone.WaitingForLocksAsync() == 2, TimeSpan.FromSeconds(20));
            await transaction.RollbackAsync();
            return await Task.WhenAll(first, second);
        });
        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.Created], answers.Select(answer => answer.StatusCode));
        Assert.Equal(await answers[0].Content.ReadAsStringAsync(), await answers[1].Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("with space")]
    [InlineData("x", 101)]
    public async Task Without_a_usable_key_nothing_is_ordered(string key, int times = 1)
    {
        var shopper = new Shopper(app);
        var response = await shopper.TryPlaceAsync(await shopper.RequestAsync(), string.Concat(Enumerable.Repeat(key, times)));
        await response.AssertProblemAsync(HttpStatusCode.BadRequest, "idempotency-key-missing");
        var withoutHeader = await shopper.Client.PostAsJsonAsync("/orders", await shopper.RequestAsync());
        await withoutHeader.AssertProblemAsync(HttpStatusCode.BadRequest, "idempotency-key-missing");
    }

    private Task<int> CountOrdersAsync(Shopper shopper) => app.QueryAsync(db => db.Orders.CountAsync(o => o.Subject == shopper.Subject));
}
