using Avanii.Cart.Contracts;
using Avanii.Orders.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Avanii.Orders.Data;

internal sealed class OrderConfiguration : IEntityTypeConfiguration<Order>
{
    public void Configure(EntityTypeBuilder<Order> order)
    {
        order.ToTable("orders");
        order.Property(o => o.Id).ValueGeneratedNever();
        order.Property(o => o.Number).HasMaxLength(12);
        order.Property(o => o.Subject).HasMaxLength(200);
        order.Property(o => o.Status).HasConversion<string>().HasMaxLength(20);
        order.Property(o => o.PaymentMethod).HasConversion<string>().HasMaxLength(20);
        order.Property(o => o.Subtotal).HasPrecision(12, 2);
        order.Property(o => o.Delivery).HasPrecision(12, 2);
        order.Property(o => o.DeliveryVatRate).HasPrecision(5, 4);
        order.Property(o => o.Total).HasPrecision(12, 2);
        order.Property(o => o.Currency).HasMaxLength(3);
        order.Property(o => o.Note).HasMaxLength(500);
        order.Property(o => o.Culture).HasMaxLength(20);
        order.ComplexProperty(o => o.Contact); // lengths come from the contracts' attributes
        order.ComplexProperty(o => o.Address, address => address.Property(a => a.Country).HasMaxLength(2));
        order.HasMany(o => o.Lines).WithOne().HasForeignKey(line => line.OrderId).OnDelete(DeleteBehavior.Cascade);
        order.HasMany(o => o.History).WithOne().HasForeignKey(line => line.OrderId).OnDelete(DeleteBehavior.Cascade);

        order.HasIndex(o => o.Number).IsUnique();
        order.HasIndex(o => new { o.Subject, o.PlacedAt, o.Id }).IsDescending(false, true, true);
        order.HasIndex(o => o.Deadline).HasFilter("deadline IS NOT NULL").HasDatabaseName("ix_orders_due");
        // One undecided order for a cart, and one order for a checkout of it: two keys for the same cart are one purchase.
        order.HasIndex(o => o.CartId).IsUnique().HasFilter($"status = '{OrderStatus.Placed}'").HasDatabaseName("ix_orders_undecided_cart");
        order.HasIndex(o => o.CheckoutId).IsUnique();
        order.HasIndex(o => new { o.CartId, o.CartSequence }).IsUnique();
    }
}

internal sealed class OrderLineConfiguration : IEntityTypeConfiguration<OrderLine>
{
    public void Configure(EntityTypeBuilder<OrderLine> line)
    {
        line.ToTable("order_lines", table => table.HasCheckConstraint("ck_order_lines_quantity", "quantity > 0"));
        line.HasKey(l => new { l.OrderId, l.Sku });
        line.Property(l => l.Sku).HasMaxLength(CartLimits.MaxSkuLength);
        line.Property(l => l.UnitPrice).HasPrecision(12, 2);
        line.Property(l => l.VatRate).HasPrecision(5, 4);
        line.Property(l => l.Rejection).HasConversion<string>().HasMaxLength(20);
        line.Property(l => l.CurrentUnitPrice).HasPrecision(12, 2);
        line.Ignore(l => l.Total);
    }
}

internal sealed class HistoryLineConfiguration : IEntityTypeConfiguration<HistoryLine>
{
    public void Configure(EntityTypeBuilder<HistoryLine> line)
    {
        line.ToTable("order_history");
        line.HasKey(l => new { l.OrderId, l.Position });
        line.Property(l => l.Status).HasConversion<string>().HasMaxLength(20);
        line.Property(l => l.Actor).HasMaxLength(50);
        line.Property(l => l.TraceId).HasMaxLength(32);
    }
}
