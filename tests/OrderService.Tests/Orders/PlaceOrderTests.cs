using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Avanii.Orders.Contracts;
using Avanii.ServiceDefaults;
using Avanii.Testing;

namespace Avanii.Orders.Tests.Orders;

public sealed class PlaceOrderTests(OrderApp app) : IClassFixture<OrderApp>
{
    [Fact]
    public async Task An_order_holds_what_the_cart_held_and_is_announced()
    {
        var shopper = new Shopper(app);
        var request = await shopper.RequestAsync();
        var response = await shopper.TryPlaceAsync(request with { Note = "  Please ring twice.\nThank you! 🎁 " });
        var order = (await response.Content.ReadFromJsonAsync<OrderView>())!;

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal($"/api/orders/{order.Id}", response.Headers.Location?.ToString());
        Assert.Matches("^AV-[2-9A-HJ-NP-TV-Z]{4}-[2-9A-HJ-NP-TV-Z]{4}$", order.Number);
        Assert.Equal((OrderStatus.Placed, false, true), (order.Status, order.Decided, order.CanCancel));
        Assert.Equal([("MUG", 2, 10.00m), ("BOWL", 1, 5.50m)], order.Lines.Select(line => (line.Sku, line.Quantity, line.UnitPrice)));
        Assert.Equal((25.50m, 4.90m, 30.40m), (order.Subtotal, order.Delivery, order.Total));
        Assert.Equal("Please ring twice.\nThank you! 🎁", order.Note);
        Assert.Equal((OrderStatus.Placed, "shopper"), (order.History.Single().Status, order.History.Single().Actor));
        Assert.Equivalent(order, await shopper.OrderAsync(order.Id), strict: true);

        await Eventually.AreEqual(1, () => app.Others.Heard<OrderPlaced>().Count(e => e.OrderId == order.Id));
        Assert.Equal(
            [new OrderPlaced.Line("MUG", 2, 10.00m), new OrderPlaced.Line("BOWL", 1, 5.50m)],
            app.Others.Heard<OrderPlaced>().Single(e => e.OrderId == order.Id).Lines.OrderByDescending(line => line.Sku));
    }

    [Fact]
    public async Task A_cart_that_changed_since_it_was_shown_is_not_ordered_and_the_answer_says_what_it_comes_to()
    {
        var shopper = new Shopper(app);
        var request = await shopper.RequestAsync();
        shopper.Cart = shopper.Cart with { Lines = [Shopper.Line("MUG", 11.00m, 2), Shopper.Line("BOWL", 5.50m, 1)] }; // a price moved: same version

        var problem = await (await shopper.TryPlaceAsync(request)).AssertProblemAsync(HttpStatusCode.Conflict, "cart-changed");
        Assert.Equal(32.40m, problem.GetProperty("quote").Deserialize<CheckoutQuote>(JsonSerializerOptions.Web)!.Total);

        var otherVersion = (await shopper.RequestAsync()) with { CartVersion = 1 };
        await (await shopper.TryPlaceAsync(otherVersion)).AssertProblemAsync(HttpStatusCode.Conflict, "cart-changed");
        Assert.Equal(32.40m, (await shopper.PlaceAsync()).Total); // the key was not burnt by the attempts
    }

    [Fact]
    public async Task An_empty_cart_is_not_ordered()
    {
        var shopper = new Shopper(app);
        var request = await shopper.RequestAsync();
        shopper.Put();
        await (await shopper.TryPlaceAsync(request)).AssertProblemAsync(HttpStatusCode.Conflict, "cart-empty");
    }

    [Fact]
    public async Task A_cart_has_one_undecided_order()
    {
        var shopper = new Shopper(app);
        var first = await shopper.PlaceAsync();
        shopper.Put(Shopper.Line("HAT", 20.00m, 1));
        var request = await shopper.RequestAsync();
        var problem = await (await shopper.TryPlaceAsync(request)).AssertProblemAsync(HttpStatusCode.Conflict, "order-undecided");
        Assert.Equal(first.Id, problem.GetProperty("orderId").GetGuid());

        await app.ReserveAsync(first);
        var second = await shopper.PlaceAsync();
        Assert.Equal("HAT", Assert.Single(second.Lines).Sku);
    }

    [Fact]
    public async Task A_cart_that_has_not_heard_of_its_order_yet_is_not_ordered_again_under_another_key()
    {
        var shopper = new Shopper(app);
        var first = await shopper.PlaceAsync();
        await app.ReserveAsync(first); // confirmed, and the cart is still as it was
        var problem = await (await shopper.TryPlaceAsync(await shopper.RequestAsync(), "another")).AssertProblemAsync(HttpStatusCode.Conflict, "already-ordered");
        Assert.Equal(first.Id, problem.GetProperty("orderId").GetGuid());
    }

    [Fact]
    public void An_address_is_to_orders_what_it_is_to_the_shop() => Assert.Equal(
        MailAddressAttribute.Pattern,
        typeof(OrderContact).GetProperty(nameof(OrderContact.Email))!.GetCustomAttributes(false).OfType<RegularExpressionAttribute>().Single().Pattern);

    [Fact]
    public async Task What_a_person_typed_has_its_limits_and_keeps_its_letters()
    {
        var shopper = new Shopper(app);
        var request = await shopper.RequestAsync();
        var (contact, address) = (request.Contact, request.Address);
        PlaceOrderRequest At(DeliveryAddress changed) => request with { Address = changed };

        await (await shopper.TryPlaceAsync(At(address with { Name = new string('x', 10_000) }))).AssertInvalidAsync("address.name");
        await (await shopper.TryPlaceAsync(At(address with { Name = " \t " }))).AssertInvalidAsync("address.name");
        await (await shopper.TryPlaceAsync(At(address with { Name = "Ada\a" }))).AssertInvalidAsync("address.name");
        await (await shopper.TryPlaceAsync(At(address with { Street = "One\nTwo" }))).AssertInvalidAsync("address.street");
        await (await shopper.TryPlaceAsync(At(address with { PostalCode = "", City = "" }))).AssertInvalidAsync("address.postalCode", "address.city");
        await (await shopper.TryPlaceAsync(At(address with { Country = "de" }))).AssertInvalidAsync("address.country");
        await (await shopper.TryPlaceAsync(At(address with { Country = "US" }))).AssertInvalidAsync("address.country");
        foreach (var none in new[] { "ada", ".ada@x", "ada@.com", "ada@x\n", "Ada <ada@x>", "ada@x, bob@x", new string('a', 10_000) + "@x" })
        {
            await (await shopper.TryPlaceAsync(request with { Contact = contact with { Email = none } })).AssertInvalidAsync("contact.email");
        }
        await (await shopper.TryPlaceAsync(request with { Note = new string('x', 501) })).AssertInvalidAsync("note");
        await (await shopper.TryPlaceAsync(request with { PaymentMethod = (PaymentMethod)7 })).AssertInvalidAsync("paymentMethod");

        var response = await shopper.TryPlaceAsync(At(address with { Name = "  Þóra Ωmega 👩🏽‍🚀 ", City = "Łódź" }));
        var order = (await response.Content.ReadFromJsonAsync<OrderView>())!;
        Assert.Equal(("Þóra Ωmega 👩🏽‍🚀", "Łódź"), (order.Address.Name, order.Address.City));
    }

    [Theory]
    [InlineData("""{"cartVersion":""", "unreadable-request")]
    [InlineData("[]", "unreadable-request")]
    [InlineData("", "unreadable-request")]
    [InlineData("""{"cartVersion":1,"total":1,"lines":[]}""", "unreadable-request")]
    [InlineData("""{"cartVersion":1,"total":1,"paymentMethod":"Gold"}""", "unreadable-request")]
    [InlineData("""{"cartVersion":1,"total":1,"paymentMethod":"OnDelivery","note":"\u0000"}""", "unreadable-request")]
    [InlineData("""{"cartVersion":1,"total":1e30,"paymentMethod":"OnDelivery"}""", "unreadable-request")]
    [InlineData("""{"cartVersion":1,"total":1,"paymentMethod":"OnDelivery"}""", "invalid-request")]
    public async Task A_request_that_makes_no_sense_is_refused_in_words(string body, string type)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "/orders") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        message.Headers.Add("Idempotency-Key", "key");
        var problem = await (await new Shopper(app).Client.SendAsync(message)).AssertProblemAsync(HttpStatusCode.BadRequest, type);
        Assert.DoesNotContain("Avanii", problem.GetRawText(), StringComparison.Ordinal); // no names from inside
    }

    [Fact]
    public async Task A_way_to_pay_is_chosen_by_the_shopper_and_never_by_default()
    {
        var shopper = new Shopper(app);
        var request = await shopper.RequestAsync();
        var problem = await (await shopper.TryPlaceAsync(new { request.CartVersion, request.Total, request.Contact, request.Address }))
            .AssertProblemAsync(HttpStatusCode.BadRequest, "unreadable-request");
        Assert.Contains("paymentMethod", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Empty((await shopper.Client.GetFromJsonAsync<OrderPage>("/orders"))!.Items);
    }

    [Fact]
    public async Task While_the_cart_is_away_nothing_is_ordered_and_the_key_can_be_used_again()
    {
        await using var alone = new OrderApp();
        await alone.InitializeAsync();
        var shopper = new Shopper(alone);
        var request = await shopper.RequestAsync();
        alone.Carts.IsAway = true;
        var response = await shopper.TryPlaceAsync(request);
        await response.AssertProblemAsync(HttpStatusCode.ServiceUnavailable, "cart-away");
        Assert.NotNull(response.Headers.RetryAfter);
        alone.Carts.IsAway = false;
        Assert.Equal(HttpStatusCode.Created, (await shopper.TryPlaceAsync(request)).StatusCode);
    }
}
