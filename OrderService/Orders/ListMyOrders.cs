using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Avanii.Orders.Contracts;
using Avanii.Orders.Data;
using Avanii.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Orders;

public static class ListMyOrders
{
    private const int ImagesShown = 4;

    public static async Task<Results<Ok<OrderPage>, ProblemHttpResult>> Handle(
        string? cursor, [Range(1, 100)] int? limit, ClaimsPrincipal user, OrderDbContext db, CancellationToken ct)
    {
        var subject = user.GetSubject();
        var mine = db.Orders.AsNoTracking().Where(o => o.Subject == subject);
        if (cursor is not null)
        {
            if (!OrderCursor.TryParse(cursor, subject, out var after))
            {
                return OrderProblems.BadCursor();
            }
            mine = mine.Where(o => EF.Functions.LessThan(ValueTuple.Create(o.PlacedAt, o.Id), ValueTuple.Create(after.PlacedAt, after.Id)));
        }
        var size = limit ?? 20;
        var found = await mine.OrderByDescending(o => o.PlacedAt).ThenByDescending(o => o.Id)
            .Take(size + 1) // one more tells whether there is a next page
            .Select(o => new
            {
                o.Id,
                o.Number,
                o.Status,
                o.PlacedAt,
                o.Total,
                o.Currency,
                Lines = o.Lines.OrderBy(line => line.Position).Select(line => new { line.Quantity, line.ImageHash }).ToList(),
            })
            .ToListAsync(ct);
        var items = found.Take(size).Select(o => new OrderSummary(
            o.Id, o.Number, o.Status, o.PlacedAt, o.Total, o.Currency, o.Lines.Sum(line => line.Quantity),
            [.. o.Lines.Select(line => line.ImageHash).OfType<string>().Distinct().Take(ImagesShown)])).ToList();
        var next = found.Count > size ? new OrderCursor(items[^1].PlacedAt, items[^1].Id).ToString(subject) : null;
        return TypedResults.Ok(new OrderPage(items, next));
    }
}
