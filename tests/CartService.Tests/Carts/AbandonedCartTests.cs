using Avanii.Cart.Contracts;
using Avanii.Testing;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Cart.Tests.Carts;

public sealed class AbandonedCartTests(CartApp app) : IClassFixture<CartApp>
{
    private static readonly TimeSpan s_day = TimeSpan.FromHours(25);

    [Fact]
    public async Task A_cart_that_nobody_touches_for_a_day_is_announced_once_until_it_changes()
    {
        var mug = app.GivenVariant();
        var guest = app.NewGuest();
        await guest.AddAsync(mug, 2);
        var emptied = app.NewGuest();
        await emptied.AddAsync(mug);
        var emptyId = (await emptied.RemoveAsync(mug.Sku)).Id!.Value;
        var id = (await guest.CartAsync()).Id!.Value;

        app.Clock.Advance(s_day);
        await Eventually.AreEqual(1, () => Announced(id).Count);
        Assert.Equal([(mug.Sku, 2)], Announced(id)[0].Lines.Select(line => (line.Sku, line.Quantity)));

        // Looking is not touching; another day announces nothing more. The other guest's cart shows that the sweep has been.
        await guest.CartAsync();
        var other = app.NewGuest();
        var otherId = (await other.AddAsync(mug)).Id!.Value;
        app.Clock.Advance(s_day);
        await Eventually.AreEqual(1, () => Announced(otherId).Count);
        Assert.Single(Announced(id));

        await guest.AddAsync(mug);
        app.Clock.Advance(s_day);
        await Eventually.AreEqual(2, () => Announced(id).Count);
        Assert.Equal(3, Announced(id)[1].Lines.Single().Quantity);

        Assert.Empty(Announced(emptyId)); // nothing to remind of
        Assert.True(await app.QueryAsync(db => db.Carts.Where(c => c.Id == emptyId).AllAsync(c => c.AbandonedAt != null)));
    }

    private List<CartAbandoned> Announced(Guid cartId) => [.. app.Others.Heard<CartAbandoned>().Where(cart => cart.CartId == cartId)];
}
