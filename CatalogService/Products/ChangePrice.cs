using Avanii.Catalog.Contracts;
using Avanii.Catalog.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Avanii.Catalog.Products;

public static class ChangePrice
{
    public static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        string sku, ChangePriceRequest request, CatalogDbContext db, TimeProvider clock, IOptions<VatOptions> vat, CancellationToken ct)
    {
        if (Price.Check(request.Price, request.CompareAtPrice) is { } wrong)
        {
            return ProductProblems.BadPrice(wrong);
        }
        if (!Sku.IsWellFormed(sku) || await db.Variants.Where(v => v.Sku == sku).Select(v => (Guid?)v.ProductId).SingleOrDefaultAsync(ct) is not { } id)
        {
            return ProductProblems.UnknownSku(sku);
        }
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var product = (await db.LockProductAsync(id, ct))!; // products are retired, never deleted
        if (product.ChangePrice(sku, request.Price, request.CompareAtPrice, clock.GetUtcNow()))
        {
            await db.SaveChangedAsync(product, vat.Value, ct);
            await transaction.CommitAsync(ct);
        }
        return TypedResults.NoContent();
    }
}
