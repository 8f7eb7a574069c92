using System.ComponentModel.DataAnnotations;
using Avanii.Catalog.Contracts;
using Avanii.Catalog.Data;
using Avanii.Catalog.Products;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Catalog.Reviews;

public static class ListReviewsForStaff
{
    /// <summary>What waits is shown oldest first, so that nothing waits for ever; the rest newest first.</summary>
    public static async Task<Results<Ok<StaffReviewPage>, ProblemHttpResult>> Handle(
        [EnumDataType(typeof(ReviewState))] ReviewState? state, bool? reported, string? cursor, [Range(1, 100)] int? limit, CatalogDbContext db, CancellationToken ct)
    {
        var list = $"staff {state} {reported == true}";
        if (!ReviewCursor.TryParse(cursor, list, out var after))
        {
            return CursorText.Problem();
        }
        var reviews = db.Reviews.AsNoTracking();
        if (state is not null)
        {
            reviews = reviews.Where(r => r.State == state);
        }
        if (reported == true)
        {
            reviews = reviews.Where(r => r.Reports.Any(report => report.SettledAt == null));
        }
        var oldestFirst = state == ReviewState.Pending || reported == true;
        if (after is var (_, at, id))
        {
            reviews = oldestFirst
                ? reviews.Where(r => EF.Functions.GreaterThan(ValueTuple.Create(r.WrittenAt, r.Id), ValueTuple.Create(at, id)))
                : reviews.Where(r => EF.Functions.LessThan(ValueTuple.Create(r.WrittenAt, r.Id), ValueTuple.Create(at, id)));
        }
        reviews = oldestFirst ? reviews.OrderBy(r => r.WrittenAt).ThenBy(r => r.Id) : reviews.OrderByDescending(r => r.WrittenAt).ThenByDescending(r => r.Id);
        var size = limit ?? 20;
        var items = await reviews.Take(size + 1).SelectForStaff().ToListAsync(ct);
        string? next = null;
        if (items.Count > size)
        {
            items.RemoveAt(size);
            next = new ReviewCursor(0, items[^1].WrittenAt, items[^1].Id).ToText(list);
        }
        return TypedResults.Ok(new StaffReviewPage(items, next));
    }
}
