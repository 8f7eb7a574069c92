using System.Net;
using System.Net.Http.Json;
using Avanii.Orders.Contracts;
using Avanii.Testing;

namespace Avanii.Orders.Tests.Orders;

public sealed class ListMyOrdersTests(OrderApp app) : IClassFixture<OrderApp>
{
    [Fact]
    public async Task My_orders_come_newest_first_page_by_page_and_no_others()
    {
        var shopper = new Shopper(app);
        var placed = await PlaceAsync(shopper, 5);
        await new Shopper(app).PlaceAsync();

        var seen = new List<OrderSummary>();
        for (string? cursor = null, more = "yes"; more is not null; more = cursor)
        {
            var page = (await shopper.Client.GetFromJsonAsync<OrderPage>($"/orders?limit=2{(cursor is null ? "" : $"&cursor={cursor}")}"))!;
            Assert.InRange(page.Items.Count, 1, 2);
            seen.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        Assert.Equal(placed.Reverse<OrderView>().Select(o => o.Id), seen.Select(o => o.Id));
        Assert.Equal((30.40m, 3, "EUR"), (seen[0].Total, seen[0].ItemCount, seen[0].Currency));
        Assert.Equal(["hash-MUG", "hash-BOWL"], seen[0].ImageHashes);
    }

    [Fact]
    public async Task A_cursor_that_was_tampered_with_is_refused()
    {
        var shopper = new Shopper(app);
        await PlaceAsync(shopper, 2);
        var cursor = (await shopper.Client.GetFromJsonAsync<OrderPage>("/orders?limit=1"))!.NextCursor!;
        var altered = (cursor[0] == 'A' ? 'B' : 'A') + cursor[1..];
        foreach (var bad in new[] { "", "x", altered, cursor[..^1], cursor + "A", cursor[..^4] + "%00%00", new string('A', cursor.Length), new string('A', 5000) })
        {
            await (await shopper.Client.GetAsync($"/orders?cursor={bad}")).AssertProblemAsync(HttpStatusCode.BadRequest, "bad-cursor");
        }
        await (await new Shopper(app).Client.GetAsync($"/orders?cursor={cursor}")).AssertProblemAsync(HttpStatusCode.BadRequest, "bad-cursor");
        Assert.Equal(HttpStatusCode.OK, (await shopper.Client.GetAsync($"/orders?cursor={cursor}")).StatusCode);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("101")]
    public async Task A_page_has_one_to_a_hundred_orders(string limit) =>
        await (await new Shopper(app).Client.GetAsync($"/orders?limit={limit}")).AssertInvalidAsync("limit");

    private async Task<List<OrderView>> PlaceAsync(Shopper shopper, int count)
    {
        var placed = new List<OrderView>();
        for (var i = 0; i < count; i++)
        {
            placed.Add(await shopper.PlaceAsync());
            await app.ReserveAsync(placed[^1]);
            shopper.Put([.. shopper.Cart.Lines]);
        }
        return placed;
    }
}
