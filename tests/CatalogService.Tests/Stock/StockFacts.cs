using Avanii.Catalog.Stock;
using Avanii.Orders.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Catalog.Tests.Stock;

/// <summary>What the catalogue hears of one order of so many units of one SKU.</summary>
internal sealed record StockFacts(string Sku, int Quantity)
{
    private const int HeldForAnother = 5;
    private bool _besideAnother;

    public Guid OrderId { get; } = Guid.CreateVersion7();

    public OrderPlaced Placed => new(OrderId, [new(Sku, Quantity, 9.90m)]);

    public OrderShipped Shipped => new(OrderId, "A1", "guest:1", [new(Sku, Quantity, 9.90m)], null, null, "a@example.org", "en");

    public OrderCancelled Cancelled => new(OrderId, "A1", "guest:1", Guid.NewGuid(), Guid.NewGuid(), "a@example.org", "en");

    public OrderExpired Expired => new(OrderId, "A1", "guest:1", Guid.NewGuid(), Guid.NewGuid(), "a@example.org", "en");

    public OrderRefunded Refunded(bool restock, bool wasShipped = true) =>
        new(OrderId, "A1", "guest:1", [new(Sku, Quantity, 9.90m)], 9.90m * Quantity, "EUR", restock, wasShipped, "a@example.org", "en");

    /// <summary>An order of a SKU of which units are also held for somebody else: were these taken, no constraint would notice.</summary>
    public static async Task<StockFacts> GivenBesideAnotherAsync(CatalogApp app, string sku, int onHand, int quantity)
    {
        await app.GivenProductAsync(sku: sku, onHand: onHand + HeldForAnother);
        await app.DeliverAsync(new StockFacts(sku, HeldForAnother).Placed);
        return new StockFacts(sku, quantity) { _besideAnother = true };
    }

    /// <returns>On hand, held (both without the other order's), and what became of the reservation.</returns>
    public Task<(int OnHand, int Held, ReservationState? State)> StockAsync(CatalogApp app) => app.QueryAsync(async db =>
    {
        var stock = await db.Stock.AsNoTracking().SingleAsync(s => s.Sku == Sku);
        var reservation = await db.Reservations.AsNoTracking().SingleOrDefaultAsync(r => r.OrderId == OrderId);
        var others = _besideAnother ? HeldForAnother : 0;
        return (stock.OnHand - others, stock.Held - others, reservation?.State);
    });
}
