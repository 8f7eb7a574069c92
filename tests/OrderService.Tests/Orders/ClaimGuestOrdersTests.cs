using System.Net;
using System.Net.Http.Json;
using Avanii.Orders.Contracts;
using Avanii.Testing;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Orders.Tests.Orders;

/// <summary>Orders of guests, whose address is an account's now.</summary>
public sealed class ClaimGuestOrdersTests(OrderApp app) : IClassFixture<OrderApp>
{
    [Fact]
    public async Task Orders_with_the_accounts_address_become_the_accounts_however_it_was_written()
    {
        var email = NewAddress();
        var (one, two, stranger) = (new Shopper(app), new Shopper(app), new Shopper(app));
        var first = await PlaceAsync(one, email);
        var second = await PlaceAsync(two, email.ToUpperInvariant());
        var others = await PlaceAsync(stranger, NewAddress());
        var account = Shopper.WithAccount(app);
        var client = account.ClientWithAddress(email);

        Assert.Equal(2, (await client.GetFromJsonAsync<GuestOrders>("/orders/claimable"))!.Count);
        Assert.Equal(2, await ClaimAsync(client));
        Assert.Equal(new[] { second.Id, first.Id }, (await account.Client.GetFromJsonAsync<OrderPage>("/orders"))!.Items.Select(o => o.Id));
        var claimed = await account.OrderAsync(first.Id);
        Assert.Equal([(OrderStatus.Placed, "shopper"), (OrderStatus.Placed, "account")], claimed.History.Select(line => (line.Status, line.Actor)));
        await (await one.Client.GetAsync($"/orders/{first.Id}")).AssertProblemAsync(HttpStatusCode.NotFound, "order-not-found");
        Assert.Equal(others.Id, (await stranger.OrderAsync(others.Id)).Id);

        Assert.Equal(0, (await client.GetFromJsonAsync<GuestOrders>("/orders/claimable"))!.Count);
        Assert.Equal(0, await ClaimAsync(client));
        Assert.Equal(2, (await account.OrderAsync(first.Id)).History.Count);
    }

    [Fact]
    public async Task Other_services_hear_once_whose_the_orders_are_now()
    {
        var email = NewAddress();
        var orders = new[] { await PlaceAsync(new Shopper(app), email), await PlaceAsync(new Shopper(app), email) };
        var account = Shopper.WithAccount(app);
        await ClaimAsync(account.ClientWithAddress(email));
        await ClaimAsync(account.ClientWithAddress(email)); // there are none left, so there is nothing to say

        var subject = await app.QueryAsync(db => db.Orders.Where(o => o.Id == orders[0].Id).Select(o => o.Subject).SingleAsync());
        var heard = await Eventually.GetAsync(() => Task.FromResult(app.Others.Heard<GuestOrdersClaimed>().Where(e => e.Subject == subject).ToList()), e => e.Count > 0);
        Assert.Equal(orders.Select(o => o.Id).Order(), Assert.Single(heard).OrderIds.Order());
        Assert.Equal(1, await app.QueryAsync(db => db.Outbox.CountAsync(m => m.Aggregate == $"claims:{subject}")));
    }

    [Fact]
    public async Task Only_the_signed_claim_says_which_address_it_is()
    {
        var email = NewAddress();
        var (guest, account) = (new Shopper(app), Shopper.WithAccount(app));
        var order = await PlaceAsync(guest, email);

        foreach (var path in new[] { "/orders/claim", $"/orders/claim?email={email}" })
        {
            await (await account.Client.PostAsJsonAsync(path, new { email })).AssertProblemAsync(HttpStatusCode.Forbidden, "no-proved-address");
        }
        await (await account.Client.GetAsync("/orders/claimable")).AssertProblemAsync(HttpStatusCode.Forbidden, "no-proved-address");
        Assert.Equal(0, await ClaimAsync(account.ClientWithAddress(NewAddress()), new { email })); // an address, but another one
        Assert.Equal(0, await ClaimAsync(account.ClientWithAddress("%")));
        Assert.Equal(HttpStatusCode.Forbidden, (await new Shopper(app).ClientWithAddress(email).PostAsync("/orders/claim", null)).StatusCode); // a guest
        Assert.Equal(order.Id, (await guest.OrderAsync(order.Id)).Id);
    }

    [Fact]
    public async Task An_order_of_another_account_is_nobodys_to_claim()
    {
        var email = NewAddress();
        var owner = Shopper.WithAccount(app);
        var order = await PlaceAsync(owner, email);
        Assert.Equal(0, await ClaimAsync(Shopper.WithAccount(app).ClientWithAddress(email)));
        Assert.Equal(order.Id, (await owner.OrderAsync(order.Id)).Id);
    }

    [Fact]
    public async Task No_letter_of_another_alphabet_opens_an_address()
    {
        var email = $"k{Guid.NewGuid():N}@example.org";
        await PlaceAsync(new Shopper(app), email);
        Assert.Equal(0, await ClaimAsync(Shopper.WithAccount(app).ClientWithAddress("\u212A" + email[1..]))); // the sign for kelvin is a k in lower case
    }

    [Fact]
    public async Task Two_who_claim_at_once_do_it_once()
    {
        var email = NewAddress();
        for (var i = 0; i < 3; i++)
        {
            await PlaceAsync(new Shopper(app), email);
        }
        var account = Shopper.WithAccount(app);
        Assert.Equal(3, (await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ClaimAsync(account.ClientWithAddress(email))))).Sum());
    }

    [Fact]
    public async Task An_order_goes_on_under_its_new_owner_and_is_bought_once()
    {
        var email = NewAddress();
        var guest = new Shopper(app, Shopper.Line("MUG", 10.00m, 2)).WhoseCartRemembers();
        var account = Shopper.WithAccount(app);
        var order = await PlaceAsync(guest, email);
        Assert.Equal(1, await ClaimAsync(account.ClientWithAddress(email)));
        await app.ReserveAsync(order);
        Assert.Equal(OrderStatus.Confirmed, (await account.OrderAsync(order.Id)).Status);

        var again = await PlaceAsync(new Shopper(app, Shopper.Line("HAT", 10.00m, 2)), email);
        await app.ReserveAsync(again);
        await ClaimAsync(account.ClientWithAddress(email)); // one that is confirmed already
        Assert.Equal(OrderStatus.Cancelled, (await account.TryCancelAsync(again.Id).OrderAsync()).Status);
        guest.Put(Shopper.Line("MUG", 10.00m, 5)); // three more, before the cart has heard
        Assert.Equal(3, Assert.Single((await guest.QuoteAsync()).Lines).Quantity);
    }

    [Fact]
    public async Task What_a_claimed_order_bought_is_counted_once()
    {
        var email = NewAddress();
        var guest = new Shopper(app, Shopper.Line("MUG", 10.00m, 2)).WhoseCartRemembers();
        await app.ReserveAsync(await PlaceAsync(guest, email));
        await ClaimAsync(Shopper.WithAccount(app).ClientWithAddress(email));
        guest.Put(Shopper.Line("MUG", 10.00m, 5));
        Assert.Equal(3, Assert.Single((await guest.QuoteAsync()).Lines).Quantity);
    }

    private static string NewAddress() => $"ada.{Guid.NewGuid():N}@example.org";

    private static async Task<OrderView> PlaceAsync(Shopper shopper, string email) =>
        await shopper.TryPlaceAsync(await shopper.RequestAsync() with { Contact = new(email, null) }).OrderAsync();

    private static async Task<int> ClaimAsync(HttpClient client, object? body = null)
    {
        using var answer = await client.PostAsync("/orders/claim", body is null ? null : JsonContent.Create(body));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<GuestOrders>())!.Count;
    }
}
