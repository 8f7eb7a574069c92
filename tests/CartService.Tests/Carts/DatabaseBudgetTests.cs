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
        var mug = app.GivenVariant();
        await app.NewGuest().AddAsync(mug);

        Assert.Single(await CountAsync(guest, new HttpRequestMessage(HttpMethod.Get, "/cart")));
        // The variant, the cart's lock, its lines, and the change.
        var adding = await CountAsync(guest, new HttpRequestMessage(HttpMethod.Post, "/cart/items") { Content = JsonContent.Create(new AddItemRequest(mug.Sku, 1)) });
        Assert.True(adding.Count == 4, string.Join("\n\n", adding));
    }

    private static async Task<IReadOnlyList<string>> CountAsync(HttpClient guest, HttpRequestMessage request)
    {
        using var commands = new DatabaseCommands();
        await (await guest.SendAsync(request)).ReadCartAsync();
        return commands.Seen;
    }
}
