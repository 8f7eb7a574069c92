using System.Net;
using System.Net.Http.Json;
using Avanii.Catalog.Contracts;
using Avanii.Testing;

namespace Avanii.Catalog.Tests.Stock;

public sealed class ReceiveStockTests(CatalogApp app) : IClassFixture<CatalogApp>
{
    [Fact]
    public async Task The_same_delivery_is_booked_once_however_often_and_however_fast_it_is_sent()
    {
        await app.GivenProductAsync(sku: "RECEIVED", onHand: 1);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ReceiveAsync("RECEIVED", 10, "note-1")));
        var later = await ReceiveAsync("RECEIVED", 5, "note-2");
        var again = await ReceiveAsync("RECEIVED", 10, "note-1");

        foreach (var answer in answers.Append(again))
        {
            Assert.Equal(new StockReceived("RECEIVED", 10, 11), await answer.Content.ReadFromJsonAsync<StockReceived>());
        }
        Assert.Equal(new StockReceived("RECEIVED", 5, 16), await later.Content.ReadFromJsonAsync<StockReceived>());
        Assert.Equal(16, (await app.StockOfAsync("RECEIVED")).OnHand);
    }

    [Fact]
    public async Task A_key_that_was_used_for_another_quantity_is_refused()
    {
        await app.GivenProductAsync(sku: "REUSED", onHand: 0);
        (await ReceiveAsync("REUSED", 10, "note-1")).EnsureSuccessStatusCode();
        await (await ReceiveAsync("REUSED", 11, "note-1")).AssertProblemAsync(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
        Assert.Equal(10, (await app.StockOfAsync("REUSED")).OnHand);
    }

    [Fact]
    public async Task Others_hear_of_it_when_the_band_changes_and_while_few_are_left_of_each_number()
    {
        await app.GivenProductAsync("banded", sku: "BANDED", onHand: 0);
        foreach (var (quantity, key) in new[] { (2, "a"), (3, "b"), (1, "c"), (50, "d") }) // 2 and 5 on hand, of which a page tells; 6 and 56, of which it does not
        {
            (await ReceiveAsync("BANDED", quantity, key)).EnsureSuccessStatusCode();
        }
        var heard = await Eventually.GetAsync(() => Task.FromResult(app.Published<AvailabilityChanged>().Where(a => a.Sku == "BANDED").ToList()), a => a.Count == 3);
        // Two messages may overtake each other on the way; the version says which is the newer.
        Assert.Equal(
            [new("BANDED", "banded", Availability.Low, 2), new("BANDED", "banded", Availability.Low, 3), new("BANDED", "banded", Availability.InStock, 4)],
            heard.OrderBy(a => a.Version));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1_000_000_000)]
    public async Task A_quantity_out_of_reason_is_refused(int quantity) => await (await ReceiveAsync("ANY", quantity, "k")).AssertInvalidAsync("quantity");

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    [InlineData("LONG")]
    public async Task A_delivery_without_a_usable_key_is_refused(string? key) =>
        await (await ReceiveAsync("ANY", 1, key == "LONG" ? new string('k', 101) : key)).AssertProblemAsync(HttpStatusCode.BadRequest, "no-idempotency-key");

    [Theory]
    [InlineData("UNKNOWN")]
    [InlineData("🍵")]
    public async Task An_unknown_sku_is_not_found(string sku) => await (await ReceiveAsync(sku, 1, "k")).AssertProblemAsync(HttpStatusCode.NotFound, "unknown-sku");

    private async Task<HttpResponseMessage> ReceiveAsync(string sku, int quantity, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/stock/{sku}/receipts") { Content = JsonContent.Create(new ReceiveStockRequest(quantity)) };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return await app.Staff.SendAsync(request);
    }
}
