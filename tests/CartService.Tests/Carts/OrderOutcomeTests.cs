using Avanii.Cart.Contracts;
using Avanii.Orders.Contracts;

namespace Avanii.Cart.Tests.Carts;

public sealed class OrderOutcomeTests(CartApp app) : IClassFixture<CartApp>
{
    [Fact]
    public async Task A_confirmed_order_takes_out_what_was_bought_and_nothing_that_was_added_since()
    {
        var (mug, bowl, hat) = (app.GivenVariant(), app.GivenVariant(), app.GivenVariant());
        var guest = app.NewGuest();
        await guest.AddAsync(mug, 2);
        var ordered = await guest.AddAsync(bowl, 1);
        await guest.AddAsync(mug, 3);
        var before = await guest.AddAsync(hat);

        await app.DeliverAsync(Confirmed(ordered));

        var after = await guest.CartAsync();
        Assert.Equal([(mug.Sku, 3), (hat.Sku, 1)], after.Lines.Select(line => (line.Sku, line.Quantity)));
        Assert.NotEqual(before.CheckoutId, after.CheckoutId);
        Assert.True(after.Version > before.Version);
    }

    [Fact]
    public async Task What_the_shopper_took_out_meanwhile_is_not_missed()
    {
        var (mug, bowl) = (app.GivenVariant(), app.GivenVariant());
        var guest = app.NewGuest();
        await guest.AddAsync(mug, 5);
        var ordered = await guest.AddAsync(bowl);
        await guest.RemoveAsync(bowl.Sku);
        await guest.TrySetAsync(mug.Sku, 1);

        await app.DeliverAsync(Confirmed(ordered));
        Assert.Empty((await guest.CartAsync()).Lines);
    }

    [Fact]
    public async Task A_line_that_was_put_in_anew_since_stays()
    {
        var (mug, bowl) = (app.GivenVariant(), app.GivenVariant());
        var guest = app.NewGuest();
        await guest.AddAsync(mug, 2);
        await guest.AddAsync(bowl, 2);
        var ordered = await guest.CartAsync();
        await guest.RemoveAsync(mug.Sku);
        await guest.AddAsync(mug);
        await guest.AddAsync(bowl);

        await app.DeliverAsync(Confirmed(ordered));
        Assert.Equal([(bowl.Sku, 1), (mug.Sku, 1)], (await guest.CartAsync()).Lines.Select(line => (line.Sku, line.Quantity)));
    }

    [Fact]
    public async Task A_confirmation_from_before_lines_said_when_they_were_put_in_takes_them_out_by_their_sku()
    {
        var mug = app.GivenVariant();
        var guest = app.NewGuest();
        var confirmed = Confirmed(await guest.AddAsync(mug, 2));
        await app.DeliverAsync(confirmed with { Lines = [.. confirmed.Lines.Select(line => line with { AddedAt = null })] });
        Assert.Empty((await guest.CartAsync()).Lines);
    }

    [Fact]
    public async Task A_confirmation_that_comes_again_takes_nothing_more()
    {
        var mug = app.GivenVariant();
        var guest = app.NewGuest();
        var ordered = await guest.AddAsync(mug, 2);
        await guest.AddAsync(mug, 3);
        var id = Guid.CreateVersion7();
        await app.DeliverAsync(Confirmed(ordered), id);
        var once = await guest.CartAsync();
        await app.DeliverAsync(Confirmed(ordered), id);

        Assert.Equal(3, once.ItemCount);
        Assert.Equivalent(once, await guest.CartAsync(), strict: true);
    }

    [Fact]
    public async Task A_confirmation_that_is_told_anew_takes_nothing_more()
    {
        var mug = app.GivenVariant();
        var guest = app.NewGuest();
        var confirmed = Confirmed(await guest.AddAsync(mug, 2));
        await guest.AddAsync(mug, 3);
        await app.DeliverAsync(confirmed);
        var once = await guest.CartAsync();
        await app.DeliverAsync(confirmed); // another message

        Assert.Equal((3, confirmed.OrderId), (once.ItemCount, once.OrdersTakenOut!.Single()));
        Assert.Equivalent(once, await guest.CartAsync(), strict: true);
    }

    [Fact]
    public async Task A_cart_remembers_the_last_twenty_orders_that_it_heard_of()
    {
        var mug = app.GivenVariant();
        var guest = app.NewGuest();
        var orders = new List<Guid>();
        for (var i = 0; i < 22; i++)
        {
            var confirmed = Confirmed(await guest.AddAsync(mug));
            await app.DeliverAsync(confirmed);
            orders.Add(confirmed.OrderId);
        }
        Assert.Equal(orders[2..], (await guest.CartAsync()).OrdersTakenOut);
    }

    [Theory]
    [InlineData(OrderStatus.Rejected)]
    [InlineData(OrderStatus.Cancelled)]
    [InlineData(OrderStatus.Expired)]
    public async Task An_order_that_came_to_nothing_leaves_the_cart_whole_and_ends_the_checkout(OrderStatus outcome)
    {
        var (mug, bowl) = (app.GivenVariant(), app.GivenVariant());
        var guest = app.NewGuest();
        await guest.AddAsync(mug, 2);
        var before = await guest.AddAsync(bowl);
        var (order, cart) = (Guid.CreateVersion7(), before.Id!.Value);

        await (outcome switch
        {
            OrderStatus.Rejected => app.DeliverAsync(new OrderRejected(order, "AV-1", "guest", cart, before.CheckoutId, "ada@example.org", "en")),
            OrderStatus.Cancelled => app.DeliverAsync(new OrderCancelled(order, "AV-1", "guest", cart, before.CheckoutId, "ada@example.org", "en")),
            _ => app.DeliverAsync(new OrderExpired(order, "AV-1", "guest", cart, before.CheckoutId, "ada@example.org", "en")),
        });

        var after = await guest.CartAsync();
        Assert.NotEqual(before.CheckoutId, after.CheckoutId);
        Assert.Equivalent(before with { CheckoutId = after.CheckoutId }, after, strict: true);
    }

    [Fact]
    public async Task The_end_of_an_older_order_leaves_the_present_checkout_alone()
    {
        var mug = app.GivenVariant();
        var guest = app.NewGuest();
        var older = await guest.AddAsync(mug);
        var present = await guest.AddAsync(mug);
        await app.DeliverAsync(new OrderCancelled(Guid.CreateVersion7(), "AV-1", "guest", older.Id!.Value, older.CheckoutId, "ada@example.org", "en"));
        Assert.Equal(present.CheckoutId, (await guest.CartAsync()).CheckoutId);
    }

    [Fact]
    public async Task Shoppers_who_add_while_their_order_is_confirmed_lose_nothing()
    {
        var (mug, bowl) = (app.GivenVariant(), app.GivenVariant());
        var guest = app.NewGuest();
        var ordered = await guest.AddAsync(mug, 5);
        await Task.WhenAll(Enumerable.Range(0, 10).Select(Task (_) => guest.AddAsync(bowl)).Append(app.DeliverAsync(Confirmed(ordered))));
        Assert.Equal([(bowl.Sku, 10)], (await guest.CartAsync()).Lines.Select(line => (line.Sku, line.Quantity)));
    }

    [Fact]
    public async Task News_of_a_cart_that_is_not_here_disturbs_nobody()
    {
        await app.DeliverAsync(new OrderRejected(Guid.CreateVersion7(), "AV-1", "guest", Guid.CreateVersion7(), Guid.CreateVersion7(), "ada@example.org", "en"));
        var mug = app.GivenVariant();
        var guest = app.NewGuest();
        await app.DeliverAsync(Confirmed(await guest.AddAsync(mug)));
        Assert.Empty((await guest.CartAsync()).Lines);
    }

    private static OrderConfirmed Confirmed(CartView cart) => new(
        Guid.CreateVersion7(), "AV-2345-6789", "guest", cart.Id!.Value, [.. cart.Lines.Select(line => new OrderConfirmed.Line(line.Sku, line.Quantity, line.AddedAt))],
        cart.Subtotal, cart.Currency, "ada@example.org", "en");
}
