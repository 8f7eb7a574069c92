using Avanii.Orders.Contracts;

namespace Avanii.Orders;

/// <summary>Shows an order to its owner, or to staff.</summary>
internal static class OrderViews
{
    /// <param name="order">With its lines, history and payments.</param>
    /// <param name="forStaff">Also say which member of staff did what, and where its trace is.</param>
    public static OrderView ToView(this Order order, bool forStaff = false) => new(
        order.Id,
        order.Number,
        order.Status,
        order.IsDecided,
        order.CanCancel,
        order.PlacedAt,
        [.. order.Lines.OrderBy(line => line.Position).Select(ToView)],
        order.Subtotal,
        order.Delivery,
        order.Total,
        Totals.Of([.. order.Lines.Select(line => (line.Total, line.VatRate))], order.Delivery, order.DeliveryVatRate).Vat,
        order.Currency,
        order.Contact,
        order.Address,
        order.Note,
        order.PaymentMethod,
        [.. order.History.OrderBy(line => line.Position).Select(line => new OrderHistoryEntry(
            line.Status, line.At, line.Actor, line.Cause, forStaff ? line.Subject : null, forStaff ? line.TraceId : null))],
        order.AmountPaid,
        order.RefundDue,
        order.WasShipped ? new ShipmentView(order.Carrier, order.Tracking) : null,
        [.. order.Payments.OrderBy(payment => payment.RecordedAt).Select(payment => new PaymentView(
            payment.Method, payment.Amount, payment.Reference, payment.RecordedAt, forStaff ? payment.RecordedBy : null, forStaff ? payment.TraceId : null))]);

    private static OrderLineView ToView(OrderLine line) => new(
        line.Sku,
        line.ProductName,
        line.ProductSlug,
        line.Options,
        line.ImageHash,
        line.Quantity,
        line.UnitPrice,
        line.Total,
        line.VatRate,
        line.Rejection,
        line.AvailableUnits,
        line.CurrentUnitPrice);
}
