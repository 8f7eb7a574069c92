using Avanii.Cart.Contracts;
using Avanii.Testing;
using System.Net.Http.Json;

namespace Avanii.Cart.Tests.Carts;

public sealed class DatabaseBudgetTests(CartApp app) : IClassFixture<CartApp>
{
    [Fact]
    public async Task Looking_at_a_cart_is_one_command_and_adding_to_it_four_whatever_is_in_it()
    {
        var guest = app.NewGuest();
        foreach (var _ in Enumerable.Range(0, 10))
        {
            await guest.AddAsync(app.GivenVariant());
        }
        var (mug, bowl) = (app.GivenVariant(), app.GivenVariant());
        var other = app.NewGuest();
        await other.AddAsync(mug);
        await other.AddAsync(bowl);

        Assert.Single(await CountAsync(guest, new HttpRequestMessage(HttpMethod.Get, "/cart")));
        // The cart's lock, its lines, the variant, and the change.
        var adding = await CountAsync(guest, new HttpRequestMessage(HttpMethod.Post, "/cart/items") { Content = JsonContent.Create(new AddItemRequest(mug.Sku, 1)) });
        Assert.True(adding.Count == 4, string.Join("\n\n", adding));
        // Under a key no more: what the answer was goes with the change.
        using var keyed = new HttpRequestMessage(HttpMethod.Post, "/cart/items") { Content = JsonContent.Create(new AddItemRequest(bowl.Sku, 1)) };
        keyed.Headers.Add("Idempotency-Key", "key");
        adding = await CountAsync(guest, keyed);
        Assert.True(adding.Count == 4, string.Join("\n\n", adding));
    }

    private static async Task<IReadOnlyList<string>> CountAsync(HttpClient guest, HttpRequestMessage request)
    {
        using var commands = new DatabaseCommands();
        await (await guest.SendAsync(request)).ReadCartAsync();
        return commands.Seen;
    }
}
