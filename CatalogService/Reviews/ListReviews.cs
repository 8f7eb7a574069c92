using System.ComponentModel.DataAnnotations;
using Avanii.Catalog.Contracts;
using Avanii.Catalog.Data;
using Avanii.Catalog.Products;
using Avanii.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Catalog.Reviews;

public static class ListReviews
{
    private const int DefaultLimit = 10;
    private const int MostStars = 5;

    public static async Task<Results<Ok<ReviewPage>, ProblemHttpResult>> Handle(
        string slug, string? sort, string? cursor, [Range(1, 50)] int? limit, CatalogDbContext db, CancellationToken ct)
    {
        if (!TryParse(sort, out var order))
        {
            return Problems.Problem(400, "unknown-sort", "The order is not known.", "sort is one of newest, highest, lowest.");
        }
        if (!ProductSlug.IsWellFormed(slug) || await db.FindProductIdAsync(slug, ct) is not { } productId)
        {
            return ProductProblems.UnknownProduct(slug);
        }
        var list = $"{productId:N} {order}"; // not its slug, which may change between two pages
        return ReviewCursor.TryParse(cursor, list, out var after)
            ? TypedResults.Ok(await ReadAsync(productId, order, after, list, limit ?? DefaultLimit, db, ct))
            : CursorText.Problem();
    }

    /// <summary>The newest of them.</summary>
    internal static Task<ReviewPage> BeginAsync(Guid productId, int size, CatalogDbContext db, CancellationToken ct) =>
        ReadAsync(productId, ReviewSort.Newest, after: null, $"{productId:N} {ReviewSort.Newest}", size, db, ct);

    private static async Task<ReviewPage> ReadAsync(
        Guid productId, ReviewSort order, ReviewCursor? after, string list, int size, CatalogDbContext db, CancellationToken ct)
    {
        var published = db.Reviews.AsNoTracking().Where(r => r.ProductId == productId && r.State == ReviewState.Published);
        var stars = await published.GroupBy(r => r.Rating).Select(group => new { Rating = group.Key, Count = group.Count() }).ToDictionaryAsync(g => g.Rating, g => g.Count, ct);
        var items = await InOrder(published, order, after).Take(size + 1) // one more tells whether there is a next page
            .Select(r => new ReviewView(r.Id, r.Rating, r.Title, r.Text, r.Name, r.WrittenAt, r.Verified, r.RepliedAt >= r.WrittenAt ? r.Reply : null, r.RepliedAt >= r.WrittenAt ? r.RepliedAt : null)) // as Review.ShownReply
            .ToListAsync(ct);
        string? next = null;
        if (items.Count > size)
        {
            items.RemoveAt(size);
            next = new ReviewCursor(items[^1].Rating, items[^1].WrittenAt, items[^1].Id).ToText(list);
        }
        return new(Summarise(stars), items, next);
    }

    private static bool TryParse(string? name, out ReviewSort sort)
    {
        (var known, sort) = name switch
        {
            null or "" or "newest" => (true, ReviewSort.Newest),
            "highest" => (true, ReviewSort.Highest),
            "lowest" => (true, ReviewSort.Lowest),
            _ => (false, default),
        };
        return known;
    }

    private static ReviewSummary Summarise(Dictionary<int, int> stars)
    {
        var count = stars.Values.Sum();
        var sum = stars.Sum(star => (decimal)star.Key * star.Value);
        return new(
            count == 0 ? null : decimal.Round(sum / count, 2, MidpointRounding.AwayFromZero), // as the database rounds
            count,
            [.. Enumerable.Range(1, MostStars).Select(star => stars.GetValueOrDefault(star))]);
    }

    /// <summary>Of the same rating, the newest come first whichever way.</summary>
    private static IQueryable<Review> InOrder(IQueryable<Review> reviews, ReviewSort sort, ReviewCursor? after)
    {
        if (after is var (rating, at, id))
        {
            reviews = sort switch
            {
                ReviewSort.Highest => reviews.Where(r => r.Rating < rating
                    || (r.Rating == rating && EF.Functions.LessThan(ValueTuple.Create(r.WrittenAt, r.Id), ValueTuple.Create(at, id)))),
                ReviewSort.Lowest => reviews.Where(r => r.Rating > rating
                    || (r.Rating == rating && EF.Functions.LessThan(ValueTuple.Create(r.WrittenAt, r.Id), ValueTuple.Create(at, id)))),
                ReviewSort.Newest or _ => reviews.Where(r => EF.Functions.LessThan(ValueTuple.Create(r.WrittenAt, r.Id), ValueTuple.Create(at, id))),
            };
        }
        return sort switch
        {
            ReviewSort.Highest => reviews.OrderByDescending(r => r.Rating).ThenByDescending(r => r.WrittenAt).ThenByDescending(r => r.Id),
            ReviewSort.Lowest => reviews.OrderBy(r => r.Rating).ThenByDescending(r => r.WrittenAt).ThenByDescending(r => r.Id),
            ReviewSort.Newest or _ => reviews.OrderByDescending(r => r.WrittenAt).ThenByDescending(r => r.Id),
        };
    }
}
