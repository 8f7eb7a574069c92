using System.ComponentModel.DataAnnotations;
using Avanii.Orders.Contracts;
using Avanii.Orders.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Avanii.Orders;

public static class ListAllOrders
{
    public static async Task<Results<Ok<StaffOrderPage>, ProblemHttpResult>> Handle(
        [EnumDataType(typeof(OrderStatus))] OrderStatus? status, bool? stuck, bool? refundDue, string? cursor, [Range(1, 100)] int? limit,
        OrderDbContext db, IOptions<FulfilmentOptions> options, TimeProvider clock, CancellationToken ct)
    {
        var isStuck = StuckOrders.Since(clock.GetUtcNow(), options.Value);
        var list = $"all {status} {stuck} {refundDue}"; // a cursor is good for the list that it was made for
        var orders = db.Orders.AsNoTracking();
        if (status is not null)
        {
            orders = orders.Where(o => o.Status == status);
        }
        if (stuck is { } shouldBeStuck)
        {
            orders = orders.Where(isStuck.Expression(shouldBeStuck));
        }
        if (refundDue is { } due)
        {
            orders = orders.Where(o => (o.AmountPaid > 0 && (o.Status == OrderStatus.Cancelled || o.Status == OrderStatus.Expired)) == due);
        }
        if (cursor is not null)
        {
            if (!OrderCursor.TryParse(cursor, list, out var after))
            {
                return OrderProblems.BadCursor();
            }
            orders = orders.Where(o => EF.Functions.LessThan(ValueTuple.Create(o.PlacedAt, o.Id), ValueTuple.Create(after.PlacedAt, after.Id)));
        }
        var size = limit ?? 20;
        var found = await orders.OrderByDescending(o => o.PlacedAt).ThenByDescending(o => o.Id)
            .Take(size + 1) // one more tells whether there is a next page
            .Select(o => new { Order = o, Items = o.Lines.Sum(line => line.Quantity) })
            .ToListAsync(ct);
        var items = found.Take(size).Select(row => Summary(row.Order, row.Items, isStuck.Holds(row.Order))).ToList();
        return TypedResults.Ok(new StaffOrderPage(items, found.Count > size ? new OrderCursor(items[^1].PlacedAt, items[^1].Id).ToString(list) : null));
    }

    private static StaffOrderSummary Summary(Order o, int items, bool stuck) => new(
        o.Id, o.Number, o.Status, o.PlacedAt, o.Deadline, o.Contact.Email, o.PaymentMethod, o.Total, o.AmountPaid, o.RefundDue, o.Currency, items, stuck);
}
