using Avanii.Catalog.Contracts;
using Avanii.Catalog.Data;
using Avanii.Catalog.Products;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Catalog.Reviews;

/// <summary>How reviews of a product are changed: one change after the other, with the rating and the event in the transaction of the change.</summary>
internal static class ProductReviews
{
    /// <summary>The product's id, its row locked until the caller's transaction ends; null when there is none.</summary>
    /// <param name="db">The catalogue.</param>
    /// <param name="slug">Its present one or one that it had.</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<Guid?> LockReviewsOfAsync(this CatalogDbContext db, string slug, CancellationToken ct)
    {
        if (await db.FindProductIdAsync(slug, ct) is not { } id)
        {
            return null;
        }
        await db.LockReviewsOfAsync(id, ct); // it is there still: products are retired, never deleted
        return id;
    }

    /// <summary>Locks the product's row until the caller's transaction ends.</summary>
    /// <remarks>Not <c>FOR UPDATE</c>: rows that refer to the product may be written meanwhile.</remarks>
    public static Task LockReviewsOfAsync(this CatalogDbContext db, Guid productId, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"SELECT FROM products WHERE id = {productId} FOR NO KEY UPDATE", ct);

    /// <summary>Counts the published reviews anew and tells it, when what everybody sees has changed. The caller holds the lock and has saved
    /// its change.</summary>
    public static async Task SettleRatingAsync(this CatalogDbContext db, Guid productId, CancellationToken ct)
    {
        await db.CountRatingsAsync([productId], ct);
        var product = await db.Products.Where(p => p.Id == productId).Select(p => new { p.Slug, p.RatingAverage, p.RatingCount }).SingleAsync(ct);
        db.Enqueue($"product:{productId:N}", new ProductRatingChanged(productId, product.Slug, product.RatingAverage, product.RatingCount));
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Rating and count of these products as their published reviews have them.</summary>
    public static Task CountRatingsAsync(this CatalogDbContext db, Guid[] productIds, CancellationToken ct) => db.Database.ExecuteSqlAsync($"""
        UPDATE products SET rating_average = counted.average, rating_count = counted.count
        FROM (SELECT asked.id, round(avg(r.rating), 2) AS average, count(r.id)::int AS count
          FROM unnest({productIds}) AS asked(id) LEFT JOIN reviews AS r ON r.product_id = asked.id AND r.state = 'Published'
          GROUP BY asked.id) AS counted
        WHERE products.id = counted.id
        """, ct);

    /// <summary>Whether the account has bought the product and kept it.</summary>
    public static Task<bool> HasBoughtAsync(this CatalogDbContext db, string subject, Guid productId, CancellationToken ct) =>
        db.BoughtProducts.AnyAsync(b => b.ProductId == productId && b.Order.Subject == subject && b.Order.RefundedAt == null, ct);

    public static OwnReview ToOwn(this Review r) =>
        new(r.Id, r.Rating, r.Title, r.Text, r.Name ?? "", r.WrittenAt, r.State, r.RejectionReason, r.ShownReply?.Text, r.ShownReply?.At);
}
