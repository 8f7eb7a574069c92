using Avanii.Orders.Contracts;

namespace Avanii.Orders;

/// <summary>Shows an order to its owner.</summary>
internal static class OrderViews
{
    /// <param name="order">With its lines and history.</param>
    public static OrderView ToView(this Order order) => new(
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
        [.. order.History.OrderBy(line => line.Position).Select(line => new OrderHistoryEntry(line.Status, line.At, line.Actor, line.Cause))]);

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
