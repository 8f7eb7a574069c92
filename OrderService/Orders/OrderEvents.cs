using Avanii.Orders.Contracts;
using Avanii.Orders.Data;

namespace Avanii.Orders;

/// <summary>What the world is told about an order: in the transaction in which it happened, one order's events in their order.</summary>
internal static class OrderEvents
{
    public static void AnnouncePlaced(this OrderDbContext db, Order order) => db.Enqueue(Aggregate(order),
        new OrderPlaced(order.Id, [.. order.Lines.Select(line => new OrderPlaced.Line(line.Sku, line.Quantity, line.UnitPrice))]));

    public static void AnnounceConfirmed(this OrderDbContext db, Order order) => db.Enqueue(Aggregate(order), new OrderConfirmed(
        order.Id, order.Number, order.Subject, order.CartId, [.. order.Lines.Select(line => new OrderConfirmed.Line(line.Sku, line.Quantity, line.CartAddedAt))],
        order.Total, order.Currency, order.Contact.Email, order.Culture, Snapshot(order)));

    public static void AnnounceRejected(this OrderDbContext db, Order order) => db.Enqueue(Aggregate(order),
        new OrderRejected(order.Id, order.Number, order.Subject, order.CartId, order.CheckoutId, order.Contact.Email, order.Culture, Snapshot(order)));

    public static void AnnounceCancelled(this OrderDbContext db, Order order) => db.Enqueue(Aggregate(order),
        new OrderCancelled(order.Id, order.Number, order.Subject, order.CartId, order.CheckoutId, order.Contact.Email, order.Culture, Snapshot(order),
            ByShopper: Last(order).Actor == Actors.Shopper, Last(order).Cause));

    public static void AnnounceExpired(this OrderDbContext db, Order order) => db.Enqueue(Aggregate(order),
        new OrderExpired(order.Id, order.Number, order.Subject, order.CartId, order.CheckoutId, order.Contact.Email, order.Culture, Snapshot(order),
            WasConfirmed: order.ConfirmedAt is not null));

    public static void AnnouncePaid(this OrderDbContext db, Order order) => db.Enqueue(Aggregate(order),
        new OrderPaid(order.Id, order.Number, order.Subject, order.AmountPaid, order.Currency, order.Contact.Email, order.Culture, Snapshot(order)));

    public static void AnnouncePaidTooLate(this OrderDbContext db, Order order, decimal amount) => db.Enqueue(Aggregate(order),
        new OrderPaidTooLate(order.Id, order.Number, order.Subject, amount, order.Currency, order.Contact.Email, order.Culture, Snapshot(order)));

    public static void AnnounceShipped(this OrderDbContext db, Order order) => db.Enqueue(Aggregate(order), new OrderShipped(
        order.Id, order.Number, order.Subject, [.. order.Lines.Select(line => new OrderShipped.Line(line.Sku, line.Quantity, line.UnitPrice))],
        order.Carrier, order.Tracking, order.Contact.Email, order.Culture, Snapshot(order)));

    public static void AnnounceDelivered(this OrderDbContext db, Order order) => db.Enqueue(Aggregate(order),
        new OrderDelivered(order.Id, order.Number, order.Subject, order.Contact.Email, order.Culture));

    public static void AnnounceRefunded(this OrderDbContext db, Order order, bool restock) => db.Enqueue(Aggregate(order), new OrderRefunded(
        order.Id, order.Number, order.Subject, [.. order.Lines.Select(line => new OrderRefunded.Line(line.Sku, line.Quantity, line.UnitPrice))],
        order.AmountPaid, order.Currency, restock, order.WasShipped, order.Contact.Email, order.Culture, Snapshot(order), Last(order).Cause));

    private static OrderSnapshot Snapshot(Order order)
    {
        var view = order.ToView();
        return new(view.PlacedAt, view.Lines, view.Subtotal, view.Delivery, view.Total, view.Vat, view.Currency, view.Address, view.PaymentMethod, view.Paid, view.RefundDue);
    }

    private static HistoryLine Last(Order order) => order.History.MaxBy(line => line.Position)!;

    private static string Aggregate(Order order) => $"order:{order.Id}";
}
