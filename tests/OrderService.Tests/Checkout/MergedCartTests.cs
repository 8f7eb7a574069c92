using System.Net;
using System.Net.Http.Json;
using Avanii.Cart.Contracts;
using Avanii.Orders.Contracts;
using Avanii.ServiceDefaults;
using Avanii.ServiceDefaults.Idempotency;
using Avanii.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Avanii.Orders.Tests.Checkout;

/// <summary>A guest signs in while an order of theirs is under way: what is being ordered lies in the account's cart now, and is not ordered twice.</summary>
public sealed class MergedCartTests(OrderApp app) : IClassFixture<OrderApp>
{
    [Fact]
    public async Task What_a_guest_is_ordering_is_not_ordered_again_by_the_account_however_late_the_cart_hears_of_it()
    {
        await using var carts = new CartApp(app);
        await carts.StartAsync();
        app.Carts.Real = carts.CreateClient().BaseAddress;
        await carts.GivenVariantAsync("MUG", 10.00m);
        await carts.GivenVariantAsync("HAT", 20.00m);
        var (guest, account) = (new Shopper(app), Shopper.WithAccount(app));
        var (guestsCart, cart) = (carts.ClientOf(guest.Subject), carts.ClientOf(account.Subject, Roles.Shopper));
        await guestsCart.PostAsJsonAsync("/cart/items", new AddItemRequest("MUG", 2));
        await guestsCart.PostAsJsonAsync("/cart/items", new AddItemRequest("HAT", 1));
        await cart.PostAsJsonAsync("/cart/items", new AddItemRequest("MUG", 3));
        var ordered = await TryPlaceAsync(guest).OrderAsync();
        await carts.Bus.StopAsync();
        var merged = await cart.PostAsJsonAsync("/cart/merge", new MergeGuestCartRequest(app.Tokens.Create(guest.Subject, Roles.Guest)));
        Assert.Equal(6, (await merged.Content.ReadFromJsonAsync<CartView>())!.ItemCount);

        var undecided = await (await TryPlaceAsync(account)).AssertProblemAsync(HttpStatusCode.Conflict, "order-undecided");
        Assert.False(undecided.TryGetProperty("orderId", out _)); // it would be shown a page that is not there
        await app.ReserveAsync(ordered);
        await Eventually.AreEqual(1, () => app.Others.Heard<OrderConfirmed>().Count(e => e.OrderId == ordered.Id)); // it is in the cart's queue, too
        var quote = await account.QuoteAsync();
        Assert.Equal([("MUG", 3)], quote.Lines.Select(line => (line.Sku, line.Quantity))); // the account's own
        var second = await TryPlaceAsync(account).OrderAsync();

        await carts.Bus.StartAsync();
        await Eventually.AreEqual("MUG 3", async () => string.Join(", ", (await cart.GetFromJsonAsync<CartView>("/cart"))!.Lines.Select(line => $"{line.Sku} {line.Quantity}")));
        await app.ReserveAsync(second);
        await Eventually.AreEqual(0, async () => (await cart.GetFromJsonAsync<CartView>("/cart"))!.Lines.Count);
        app.Carts.Real = null;
    }

    [Fact]
    public async Task All_that_was_ordered_before_signing_in_is_said_to_be_without_showing_a_strangers_order()
    {
        var guest = new Shopper(app, Shopper.Line("MUG", 10.00m, 2));
        var account = Merged(guest);
        await app.ReserveAsync(await guest.PlaceAsync());
        var problem = await (await account.Client.GetAsync("/orders/quote")).AssertProblemAsync(HttpStatusCode.Conflict, "already-ordered");
        Assert.False(problem.TryGetProperty("orderId", out _));
    }

    [Fact]
    public async Task What_a_guest_ordered_in_vain_can_be_ordered_by_the_account()
    {
        var guest = new Shopper(app, Shopper.Line("MUG", 10.00m, 2));
        var account = Merged(guest);
        await app.RefuseAsync(await guest.PlaceAsync());
        Assert.Equal(2, Assert.Single((await account.PlaceAsync()).Lines).Quantity);
    }

    [Fact]
    public async Task A_guests_order_that_read_the_cart_before_it_was_merged_comes_too_late_after_the_accounts()
    {
        var guest = new Shopper(app, Shopper.Line("MUG", 10.00m, 2));
        var request = await guest.RequestAsync();
        var account = Merged(guest);
        var accounts = await account.RequestAsync();
        OrderView ordered = null!;
        app.Carts.Meanwhile = async () => ordered = await account.TryPlaceAsync(accounts).OrderAsync();
        var problem = await (await guest.TryPlaceAsync(request)).AssertProblemAsync(HttpStatusCode.Conflict, "already-ordered");
        Assert.False(problem.TryGetProperty("orderId", out _));
        await app.ReserveAsync(ordered);
        await (await guest.TryPlaceAsync(request, "another-key")).AssertProblemAsync(HttpStatusCode.Conflict, "already-ordered");
    }

    [Fact]
    public async Task An_order_of_the_account_waits_for_a_guests_that_is_just_being_written()
    {
        var guest = new Shopper(app, Shopper.Line("MUG", 10.00m, 2));
        var (request, quote) = (await guest.RequestAsync(), await guest.QuoteAsync());
        var account = Merged(guest);
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Data.OrderDbContext>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await scope.ServiceProvider.GetRequiredService<BoughtLines>().OfAsync(guest.Cart, new Attempt(guest.Subject, "key", "POST /orders", []), CancellationToken.None);
        var placing = account.TryPlaceAsync(await account.RequestAsync());
        await Eventually.IsTrue(async () => placing.IsCompleted || await app.WaitingForLocksAsync() > 0);
        db.Add(Order.Place(guest.Subject, OrderNumber.New(), quote, 0.20m, request, "en", app.Clock.GetUtcNow(), TimeSpan.FromMinutes(30)));
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        await (await placing).AssertProblemAsync(HttpStatusCode.Conflict, "order-undecided");
    }

    [Fact]
    public async Task The_guest_and_the_account_that_order_the_same_at_once_order_it_once()
    {
        for (var round = 0; round < 10; round++)
        {
            var guest = new Shopper(app, Shopper.Line("MUG", 10.00m, 2));
            var guests = await guest.RequestAsync();
            var account = Merged(guest);
            var accounts = await account.RequestAsync();
            var answers = await Task.WhenAll(guest.TryPlaceAsync(guests), account.TryPlaceAsync(accounts));
            Assert.Single(answers, answer => answer.IsSuccessStatusCode);
        }
    }

    /// <returns>Somebody with the guest's lines in a cart that the guest's was merged into.</returns>
    private Shopper Merged(Shopper guest)
    {
        var account = Shopper.WithAccount(app);
        account.Put([.. guest.Cart.Lines]);
        account.Cart = account.Cart with { MergedCarts = [guest.Cart.Id!.Value], OrdersTakenOut = [] };
        return account;
    }

    private static async Task<HttpResponseMessage> TryPlaceAsync(Shopper shopper)
    {
        var quote = await shopper.QuoteAsync();
        return await shopper.TryPlaceAsync(Shopper.RequestFor(quote), quote.CheckoutId.ToString());
    }
}
