using System.Text.Json;
using Avanii.Catalog.Contracts;
using Avanii.Catalog.Data;
using Avanii.Orders.Contracts;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Avanii.Catalog.Stock;

/// <summary>Holds every line of a placed order, or none of them.</summary>
/// <remarks>Held is a column of the stock row, moved by a conditional UPDATE: summed from reservations instead, or read and then
/// written, orders that race for the last units sell more than there are. Everything runs in the inbox's transaction.</remarks>
public sealed class ReserveStockConsumer(CatalogDbContext db, IOptions<StockOptions> options) : IConsumer<OrderPlaced>
{
    private const string BeforeHolding = "before_holding";

    public async Task Consume(ConsumeContext<OrderPlaced> context)
    {
        var (order, ct) = (context.Message, context.CancellationToken);
        // A twin that is being worked off at this moment, or a release of the same order, makes this wait for its outcome.
        var first = await db.Database.ExecuteSqlAsync(
            $"INSERT INTO order_decisions (order_id, outcome) VALUES ({order.OrderId}, {nameof(OrderOutcome.Reserved)}) ON CONFLICT DO NOTHING", ct);
        if (first == 0)
        {
            await AnswerAgainAsync(order.OrderId, ct);
            return;
        }

        if (order.Lines.FirstOrDefault(l => l.Quantity < 1) is { } wrong)
        {
            throw new InvalidDataException($"{wrong.Quantity} units of {wrong.Sku} cannot be ordered."); // goes to the error queue
        }
        var transaction = db.Database.CurrentTransaction!;
        await transaction.CreateSavepointAsync(BeforeHolding, ct);
        var lines = order.Lines.OrderBy(l => l.Sku, StringComparer.Ordinal).ToList(); // one lock order for everybody: no deadlock
        var held = new HashSet<string>();
        foreach (var line in lines)
        {
            if (await TryHoldAsync(line, ct))
            {
                held.Add(line.Sku);
            }
        }
        // Only now: a line may have waited long for its turn, and what has changed meanwhile counts.
        var facts = await LoadFactsAsync(order, ct);
        var failing = lines.Select(line => Refuse(line, held.Contains(line.Sku), facts.GetValueOrDefault(line.Sku))).OfType<StockRejected.Line>().ToList();

        if (failing.Count > 0)
        {
            await transaction.RollbackToSavepointAsync(BeforeHolding, ct);
            await RejectAsync(order.OrderId, failing, ct);
            return;
        }
        db.Reservations.AddRange(order.Lines.Select(l => new Reservation
        {
            OrderId = order.OrderId,
            Sku = l.Sku,
            Quantity = l.Quantity,
            UnitPrice = facts[l.Sku].Price,
        }));
        await db.SettleBandsAsync([.. order.Lines.Select(l => l.Sku)], options.Value.LowThreshold, ct);
        Answer(new StockReserved(order.OrderId, [.. order.Lines.Select(l => new StockReserved.Line(l.Sku, l.Quantity, facts[l.Sku].Price))]));
    }

    private async Task<bool> TryHoldAsync(OrderPlaced.Line line, CancellationToken ct) =>
        await db.Stock.Where(s => s.Sku == line.Sku && s.OnHand - s.Held >= line.Quantity)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.Held, s => s.Held + line.Quantity), ct) == 1;

    /// <returns>Why the line cannot be had, or null.</returns>
    private static StockRejected.Line? Refuse(OrderPlaced.Line line, bool isHeld, Facts? facts) =>
        facts is null or { Retired: true } ? new(line.Sku, StockRejectionReason.Retired, null, null)
        : !isHeld ? new(line.Sku, StockRejectionReason.SoldOut, facts.Available, null)
        : facts.Price > line.UnitPrice ? new(line.Sku, StockRejectionReason.PriceChanged, null, facts.Price)
        : null;

    private async Task RejectAsync(Guid orderId, List<StockRejected.Line> failing, CancellationToken ct)
    {
        var lines = JsonSerializer.Serialize(failing, JsonSerializerOptions.Web);
        await db.OrderDecisions.Where(d => d.OrderId == orderId).ExecuteUpdateAsync(
            set => set.SetProperty(d => d.Outcome, OrderOutcome.Rejected).SetProperty(d => d.RejectedLines, lines), ct);
        Answer(new StockRejected(orderId, failing));
    }

    private async Task AnswerAgainAsync(Guid orderId, CancellationToken ct)
    {
        var decision = await db.OrderDecisions.AsNoTracking().SingleAsync(d => d.OrderId == orderId, ct);
        switch (decision.Outcome)
        {
            case OrderOutcome.Reserved:
                var reserved = await db.Reservations.Where(r => r.OrderId == orderId).OrderBy(r => r.Sku)
                    .Select(r => new StockReserved.Line(r.Sku, r.Quantity, r.UnitPrice)).ToListAsync(ct);
                Answer(new StockReserved(orderId, reserved));
                break;
            case OrderOutcome.Rejected:
                Answer(new StockRejected(orderId, JsonSerializer.Deserialize<List<StockRejected.Line>>(decision.RejectedLines!, JsonSerializerOptions.Web)!));
                break;
            case OrderOutcome.Over: // nobody waits for an answer any more
            default:
                break;
        }
    }

    private void Answer(StockReserved answer) => db.Enqueue($"order:{answer.OrderId:N}", answer);

    private void Answer(StockRejected answer) => db.Enqueue($"order:{answer.OrderId:N}", answer);

    private Task<Dictionary<string, Facts>> LoadFactsAsync(OrderPlaced order, CancellationToken ct)
    {
        var skus = order.Lines.Select(l => l.Sku).ToArray();
        return db.Variants.Where(v => skus.Contains(v.Sku))
            .Select(v => new Facts(v.Sku, v.Price, v.Product.RetiredAt != null, v.Stock.OnHand - v.Stock.Held))
            .ToDictionaryAsync(f => f.Sku, ct);
    }

    private sealed record Facts(string Sku, decimal Price, bool Retired, int Available);
}
