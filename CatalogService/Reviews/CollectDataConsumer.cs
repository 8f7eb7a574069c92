using System.Text.Json;
using Avanii.Catalog.Contracts;
using Avanii.Catalog.Data;
using Avanii.Web.Contracts;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Catalog.Reviews;

/// <summary>Says what is kept of somebody who asked for it.</summary>
public sealed class CollectDataConsumer(CatalogDbContext db) : IConsumer<AccountDataRequested>
{
    public async Task Consume(ConsumeContext<AccountDataRequested> context)
    {
        var (request, ct) = (context.Message, context.CancellationToken);
        var reviews = await db.Reviews.AsNoTracking().Where(r => r.Subject == request.Subject).OrderByDescending(r => r.WrittenAt)
            .Select(r => new { r.Product.Slug, Review = r }).ToListAsync(ct);
        var reports = await db.ReviewReports.AsNoTracking().Where(r => r.Reporter == request.Subject).OrderByDescending(r => r.ReportedAt)
            .Select(r => new CollectedCatalogData.Report(r.ReviewId, r.Reason, r.Note, r.ReportedAt)).ToListAsync(ct);
        // An order that was claimed and not shipped yet has a row without products, which says whose it is.
        var purchases = await db.BoughtOrders.AsNoTracking().Where(o => o.Subject == request.Subject && o.Products.Any()).OrderByDescending(o => o.HeardAt)
            .Select(o => new CollectedCatalogData.Purchase(
                o.OrderId, db.Products.Where(p => o.Products.Any(b => b.ProductId == p.Id)).OrderBy(p => p.Slug).Select(p => p.Slug).ToList(), o.RefundedAt))
            .ToListAsync(ct);
        var data = new CollectedCatalogData([.. reviews.Select(r => new CollectedCatalogData.Review(r.Slug, r.Review.ToOwn()))], reports, purchases);
        db.Enqueue($"data:{request.RequestId}", new CatalogDataCollected(request.RequestId, JsonSerializer.Serialize(data, JsonSerializerOptions.Web)));
    }
}
