using System.Security.Claims;
using Avanii.Catalog.Contracts;
using Avanii.Catalog.Data;
using Avanii.Catalog.Products;
using Avanii.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Avanii.Catalog.Stock;

public static class ReceiveStock
{
    private const int MaxKeyLength = 100;

    public static async Task<Results<Ok<StockReceived>, ProblemHttpResult>> Handle(
        string sku,
        ReceiveStockRequest request,
        [FromHeader(Name = "Idempotency-Key")] string? key,
        ClaimsPrincipal user,
        CatalogDbContext db,
        TimeProvider clock,
        IOptions<StockOptions> options,
        CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(key) || key.Length > MaxKeyLength)
        {
            return Problems.Problem(400, "no-idempotency-key", "The header Idempotency-Key is missing.", $"Send 1 to {MaxKeyLength} characters that name this delivery.");
        }
        if (!Sku.IsWellFormed(sku))
        {
            return ProductProblems.UnknownSku(sku);
        }
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Moving the row first takes its lock: a twin of this request waits here and then finds the receipt.
        var moved = await db.Stock.Where(s => s.Sku == sku).ExecuteUpdateAsync(set => set.SetProperty(s => s.OnHand, s => s.OnHand + request.Quantity), ct);
        if (moved == 0)
        {
            return ProductProblems.UnknownSku(sku);
        }
        if (await db.StockReceipts.AsNoTracking().SingleOrDefaultAsync(r => r.Sku == sku && r.IdempotencyKey == key, ct) is { } earlier)
        {
            return earlier.Quantity == request.Quantity // the move is rolled back
                ? TypedResults.Ok(new StockReceived(sku, earlier.Quantity, earlier.OnHand))
                : Problems.Problem(422, "idempotency-key-reused", "The key belongs to another receipt.", $"{earlier.Quantity} units of {sku} were booked under it.");
        }
        var onHand = await db.Stock.Where(s => s.Sku == sku).Select(s => s.OnHand).SingleAsync(ct);
        db.StockReceipts.Add(new StockReceipt
        {
            Sku = sku,
            IdempotencyKey = key,
            Quantity = request.Quantity,
            OnHand = onHand,
            ReceivedAt = clock.GetUtcNow(),
            ReceivedBy = user.GetSubject(),
        });
        await db.SettleBandsAsync([sku], options.Value.LowThreshold, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(new StockReceived(sku, request.Quantity, onHand));
    }
}
