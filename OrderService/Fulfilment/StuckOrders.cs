using System.Linq.Expressions;
using Avanii.Orders.Contracts;

namespace Avanii.Orders;

/// <summary>Which orders wait for longer than they should: undecided for too long, or past their deadline although several sweeps
/// have gone by.</summary>
/// <param name="PlacedBy">Placed by then, an order should have been decided.</param>
/// <param name="DueBy">Due by then, an order should have been swept.</param>
internal readonly record struct StuckOrders(DateTimeOffset PlacedBy, DateTimeOffset DueBy)
{
    private const int SweepsAllowed = 2; // one that has just begun, and one that was busy with others

    public static StuckOrders Since(DateTimeOffset now, FulfilmentOptions options) =>
        new(now - options.StuckAfter, now - (SweepsAllowed * options.SweepInterval));

    /// <returns>The same question for the database.</returns>
    public Expression<Func<Order, bool>> Expression(bool stuck = true)
    {
        var (placedBy, dueBy) = this;
        return stuck
            ? o => (o.Status == OrderStatus.Placed && o.PlacedAt <= placedBy) || (o.Deadline != null && o.Deadline <= dueBy)
            : o => !((o.Status == OrderStatus.Placed && o.PlacedAt <= placedBy) || (o.Deadline != null && o.Deadline <= dueBy));
    }

    public bool Holds(Order order) => (order.Status == OrderStatus.Placed && order.PlacedAt <= PlacedBy) || order.Deadline <= DueBy;
}
