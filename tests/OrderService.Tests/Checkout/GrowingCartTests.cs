using System.Net;
using Avanii.Orders.Contracts;
using Avanii.Testing;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Orders.Tests.Checkout;

/// <summary>Somebody goes on shopping while the cart has not heard yet that its order was confirmed.</summary>
public sealed class GrowingCartTests(OrderApp app) : IClassFixture<OrderApp>
{
    [Fact]
    public async Task What_was_bought_is_not_ordered_again_with_what_was_added_since()
    {
        var shopper = new Shopper(app, Shopper.Line("MUG", 10.00m, 2), Shopper.Line("BOWL", 5.50m, 1)).WhoseCartRemembers();
        var first = await shopper.PlaceAsync();
        await app.ReserveAsync(first);
        shopper.Put(Shopper.Line("MUG", 10.00m, 5), Shopper.Line("BOWL", 5.50m, 1), Shopper.Line("HAT", 20.00m, 1)); // three mugs and a hat more

        var quote = await shopper.QuoteAsync();
        Assert.Equal([("MUG", 3, 30.00m), ("HAT", 1, 20.00m)], quote.Lines.Select(line => (line.Sku, line.Quantity, line.LineTotal)));
        Assert.Equal((50.00m, 0m), (quote.Subtotal, quote.Delivery));
        var second = await shopper.PlaceAsync();
        Assert.Equal([("MUG", 3), ("HAT", 1)], second.Lines.Select(line => (line.Sku, line.Quantity)));

        await app.ReserveAsync(second);
        await AssertAlreadyOrderedAsync(shopper, second); // both orders are on their way to the cart now
        shopper.TakeOut(first);
        await AssertAlreadyOrderedAsync(shopper, second);
        shopper.TakeOut(second);
        await (await shopper.Client.GetAsync("/orders/quote")).AssertProblemAsync(HttpStatusCode.Conflict, "cart-empty");
        shopper.Put(Shopper.Line("MUG", 10.00m, 1)); // one more, later
        Assert.Equal(1, Assert.Single((await shopper.PlaceAsync()).Lines).Quantity);
    }

    [Fact]
    public async Task What_was_bought_and_called_off_since_leaves_the_cart_all_the_same()
    {
        var shopper = new Shopper(app, Shopper.Line("MUG", 10.00m, 2)).WhoseCartRemembers();
        var order = await shopper.PlaceAsync();
        await app.ReserveAsync(order);
        await shopper.TryCancelAsync(order.Id);
        shopper.Put(Shopper.Line("MUG", 10.00m, 2), Shopper.Line("HAT", 20.00m, 1));
        Assert.Equal("HAT", Assert.Single((await shopper.PlaceAsync()).Lines).Sku);
    }

    [Fact]
    public async Task What_was_ordered_in_vain_stays_to_be_ordered()
    {
        var shopper = new Shopper(app, Shopper.Line("MUG", 10.00m, 2)).WhoseCartRemembers();
        await app.RefuseAsync(await shopper.PlaceAsync());
        shopper.Put(Shopper.Line("MUG", 10.00m, 3));
        Assert.Equal(3, Assert.Single((await shopper.PlaceAsync()).Lines).Quantity);
    }

    [Fact]
    public async Task An_order_that_is_confirmed_while_the_cart_is_being_read_is_seen()
    {
        var shopper = new Shopper(app, Shopper.Line("MUG", 10.00m, 2)).WhoseCartRemembers();
        var request = await shopper.RequestAsync();
        shopper.Put(Shopper.Line("MUG", 10.00m, 2), Shopper.Line("HAT", 20.00m, 1));
        var grown = await shopper.RequestAsync();
        var (key, both) = (shopper.Cart.CheckoutId.ToString(), shopper.Cart);
        shopper.Cart = both with { Version = request.CartVersion, CheckoutId = Guid.CreateVersion7(), Lines = [both.Lines[0]] };
        var first = await shopper.PlaceAsync();
        shopper.Cart = both;
        app.Carts.Meanwhile = () => app.ReserveAsync(first);
        var problem = await (await shopper.TryPlaceAsync(grown, key)).AssertProblemAsync(HttpStatusCode.Conflict, "cart-changed");
        Assert.Equal("HAT", problem.GetProperty("quote").GetProperty("lines").EnumerateArray().Single().GetProperty("sku").GetString());
    }

    [Fact]
    public async Task An_order_that_is_placed_and_confirmed_between_look_and_leap_is_seen()
    {
        var shopper = new Shopper(app, Shopper.Line("MUG", 10.00m, 2), Shopper.Line("HAT", 20.00m, 1)).WhoseCartRemembers();
        var request = await shopper.RequestAsync();
        var quote = await shopper.QuoteAsync();
        HttpResponseMessage answer = null!;
        await app.QueryAsync(async db =>
        {
            // Another instance's, which has not committed yet when the bought lines are looked up.
            await using var transaction = await db.Database.BeginTransactionAsync();
            var other = Order.Place(shopper.Subject, OrderNumber.New(), quote with { CheckoutId = Guid.CreateVersion7(), Lines = [quote.Lines[0]] },
                0.20m, request, "en", app.Clock.GetUtcNow(), TimeSpan.FromMinutes(30));
            other.Confirm([new("MUG", 2, 10.00m)], app.Clock.GetUtcNow(), TimeSpan.FromDays(7));
            other.CartSequence = 1;
            db.Add(other);
            await db.SaveChangesAsync();
            var placing = shopper.TryPlaceAsync(request);
            await Eventually.IsTrue(async () => await app.WaitingForLocksAsync() > 0);
            await transaction.CommitAsync();
            answer = await placing;
            return 0;
        });
        var problem = await answer.AssertProblemAsync(HttpStatusCode.Conflict, "cart-changed");
        Assert.Equal("HAT", problem.GetProperty("quote").GetProperty("lines").EnumerateArray().Single().GetProperty("sku").GetString());
    }

    [Fact]
    public async Task An_order_that_was_placed_before_and_is_confirmed_between_look_and_leap_is_seen()
    {
        var shopper = new Shopper(app, Shopper.Line("MUG", 10.00m, 2)).WhoseCartRemembers();
        var first = await shopper.PlaceAsync();
        shopper.Put(Shopper.Line("MUG", 10.00m, 2), Shopper.Line("HAT", 20.00m, 1));
        var request = await shopper.RequestAsync();
        var answer = await app.QueryAsync(async db =>
        {
            // Another instance's, which has not committed yet when the bought lines are looked up.
            await using var transaction = await db.Database.BeginTransactionAsync();
            var order = (await db.LockOrderAsync(first.Id, CancellationToken.None))!;
            order.Confirm([new("MUG", 2, 10.00m)], app.Clock.GetUtcNow(), TimeSpan.FromDays(7));
            await db.SaveChangesAsync();
            var placing = shopper.TryPlaceAsync(request);
            await Eventually.IsTrue(async () => placing.IsCompleted || await app.WaitingForLocksAsync() > 0);
            await transaction.CommitAsync();
            return await placing;
        });
        var problem = await answer.AssertProblemAsync(HttpStatusCode.Conflict, "order-undecided");
        Assert.Equal(first.Id, problem.GetProperty("orderId").GetGuid());
        Assert.Equal("HAT", Assert.Single((await shopper.PlaceAsync()).Lines).Sku); // the next look sees what was bought
    }

    [Fact]
    public async Task What_an_instance_of_the_release_before_confirmed_is_not_ordered_again()
    {
        var shopper = new Shopper(app, Shopper.Line("MUG", 10.00m, 2)).WhoseCartRemembers();
        var first = await shopper.PlaceAsync();
        await app.ReserveAsync(first);
        await app.QueryAsync(db => db.Orders.Where(o => o.Id == first.Id).ExecuteUpdateAsync(
            set => set.SetProperty(o => o.ConfirmedAt, (DateTimeOffset?)null).SetProperty(o => o.CartSequence, (int?)null))); // it knows neither
        shopper.Put(Shopper.Line("MUG", 10.00m, 2), Shopper.Line("HAT", 20.00m, 1));
        var second = await shopper.PlaceAsync();
        Assert.Equal("HAT", Assert.Single(second.Lines).Sku);
        Assert.Equal(2, await app.QueryAsync(db => db.Orders.Where(o => o.Id == second.Id).Select(o => o.CartSequence).SingleAsync()));
    }

    [Fact]
    public async Task A_line_that_was_taken_out_and_put_in_anew_is_another_one_than_the_one_that_was_bought()
    {
        var shopper = new Shopper(app, Shopper.Line("MUG", 10.00m, 2) with { AddedAt = app.Clock.GetUtcNow() }).WhoseCartRemembers();
        var bought = shopper.Cart.Lines[0];
        await app.ReserveAsync(await shopper.PlaceAsync());
        shopper.Put(bought with { Quantity = 3, LineTotal = 30.00m });
        Assert.Equal(1, Assert.Single((await shopper.QuoteAsync()).Lines).Quantity); // it has grown by one
        // Whatever the clocks of two instances say: an earlier time is another one, too.
        foreach (var addedAt in new[] { bought.AddedAt!.Value.AddSeconds(1), bought.AddedAt.Value.AddSeconds(-1) })
        {
            shopper.Put(Shopper.Line("MUG", 10.00m, 1) with { AddedAt = addedAt });
            Assert.Equal(1, Assert.Single((await shopper.QuoteAsync()).Lines).Quantity);
        }
        shopper.Put(Shopper.Line("MUG", 10.00m, 2)); // read from a cart service of before, which does not say
        await (await shopper.Client.GetAsync("/orders/quote")).AssertProblemAsync(HttpStatusCode.Conflict, "already-ordered");
    }

    private static async Task AssertAlreadyOrderedAsync(Shopper shopper, OrderView order)
    {
        var problem = await (await shopper.Client.GetAsync("/orders/quote")).AssertProblemAsync(HttpStatusCode.Conflict, "already-ordered");
        Assert.Equal(order.Id, problem.GetProperty("orderId").GetGuid());
    }
}
