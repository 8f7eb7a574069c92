using Avanii.Cart.Contracts;
using Avanii.Orders.Contracts;
using Avanii.ServiceDefaults.Idempotency;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Avanii.Orders.Data;

internal sealed class OrderConfiguration : IEntityTypeConfiguration<Order>
{
    public void Configure(EntityTypeBuilder<Order> order)
    {
        order.ToTable("orders", table =>
        {
            // Whatever statement forgets the state machine fails here. To add a status or a way of paying, widen these first.
            table.HasCheckConstraint("ck_orders_status", OneOf<OrderStatus>("status"));
            // What waits has a moment at which it ends, and what does not wait has none.
            table.HasCheckConstraint("ck_orders_deadline", $"deadline IS NOT NULL OR status <> '{OrderStatus.Placed}'");
            table.HasCheckConstraint("ck_orders_no_deadline", $"deadline IS NULL OR status IN ('{OrderStatus.Placed}', '{OrderStatus.Confirmed}')");
            table.HasCheckConstraint("ck_orders_paid", $"""
                amount_paid > 0 OR (amount_paid = 0 AND status NOT IN ('{OrderStatus.Paid}', '{OrderStatus.Delivered}', '{OrderStatus.Refunded}')
                AND (status <> '{OrderStatus.Shipped}' OR payment_method = '{PaymentMethod.OnDelivery}'))
                """);
        });
        order.Property(o => o.Id).ValueGeneratedNever();
        order.Property(o => o.Number).HasMaxLength(12);
        order.Property(o => o.Subject).HasMaxLength(200);
        order.Property(o => o.Status).HasConversion<string>().HasMaxLength(20);
        order.Property(o => o.PaymentMethod).HasConversion<string>().HasMaxLength(20);
        order.Property(o => o.Subtotal).HasPrecision(12, 2);
        order.Property(o => o.Delivery).HasPrecision(12, 2);
        order.Property(o => o.DeliveryVatRate).HasPrecision(5, 4);
        order.Property(o => o.Total).HasPrecision(12, 2);
        order.Property(o => o.AmountPaid).HasPrecision(12, 2).HasDefaultValue(0m); // a default for versions that do not know it
        order.Property(o => o.Carrier).HasMaxLength(60);
        order.Property(o => o.Tracking).HasMaxLength(100);
        order.Property(o => o.Currency).HasMaxLength(3);
        order.Property(o => o.Note).HasMaxLength(500);
        order.Property(o => o.Culture).HasMaxLength(20);
        order.ComplexProperty(o => o.Contact); // lengths come from the contracts' attributes
        order.ComplexProperty(o => o.Address, address => address.Property(a => a.Country).HasMaxLength(2));
        order.HasMany(o => o.Lines).WithOne().HasForeignKey(line => line.OrderId).OnDelete(DeleteBehavior.Cascade);
        order.HasMany(o => o.History).WithOne().HasForeignKey(line => line.OrderId).OnDelete(DeleteBehavior.Cascade);

        order.HasMany(o => o.Payments).WithOne().HasForeignKey(payment => payment.OrderId).OnDelete(DeleteBehavior.Restrict); // money is not forgotten

        order.HasIndex(o => o.Number).IsUnique();
        order.HasIndex(o => new { o.Subject, o.PlacedAt, o.Id }).IsDescending(false, true, true);
        order.HasIndex(o => o.Deadline).HasFilter("deadline IS NOT NULL").HasDatabaseName("ix_orders_due");
        // One undecided order for a cart, and one order for a checkout of it: two keys for the same cart are one purchase.
        order.HasIndex(o => o.CartId).IsUnique().HasFilter($"status = '{OrderStatus.Placed}'").HasDatabaseName("ix_orders_undecided_cart");
        order.HasIndex(o => o.CheckoutId).IsUnique();
        // The back office's lists.
        order.HasIndex(o => new { o.PlacedAt, o.Id }).IsDescending().HasDatabaseName("ix_orders_all");
        order.HasIndex(o => new { o.Status, o.PlacedAt, o.Id }).IsDescending(false, true, true).HasDatabaseName("ix_orders_status");
        order.HasIndex(o => new { o.PlacedAt, o.Id }, "refund due").IsDescending().HasDatabaseName("ix_orders_refund_due")
            .HasFilter($"amount_paid > 0 AND status IN ('{OrderStatus.Cancelled}', '{OrderStatus.Expired}')");
        order.HasIndex(o => new { o.CartId, o.CartSequence }).IsUnique();
        order.Property(o => o.MergedCarts).HasDefaultValueSql("'{}'");
        order.HasIndex(o => o.MergedCarts).HasMethod("gin").HasFilter("merged_carts <> '{}'").HasDatabaseName("ix_orders_merged_carts");
        // ix_orders_claimable, on an expression, is in its migration.
    }

    internal static string OneOf<TEnum>(string column) where TEnum : struct, Enum =>
        $"{column} IN ({string.Join(", ", Enum.GetNames<TEnum>().Select(name => $"'{name}'"))})";
}

internal sealed class DeletedSubjectConfiguration : IEntityTypeConfiguration<DeletedSubject>
{
    public void Configure(EntityTypeBuilder<DeletedSubject> deleted)
    {
        deleted.ToTable("deleted_subjects");
        deleted.HasKey(d => d.Subject);
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
        line.Property(l => l.Subject).HasMaxLength(200);
        line.Property(l => l.TraceId).HasMaxLength(32);
    }
}

internal sealed class PaymentConfiguration : IEntityTypeConfiguration<Payment>
{
    public void Configure(EntityTypeBuilder<Payment> payment)
    {
        payment.ToTable("payments", table => table.HasCheckConstraint("ck_payments_amount", "amount > 0"));
        payment.HasKey(p => new { p.OrderId, p.Reference });
        payment.Property(p => p.Reference).HasMaxLength(100);
        payment.Property(p => p.Method).HasConversion<string>().HasMaxLength(20);
        payment.Property(p => p.Amount).HasPrecision(12, 2);
        payment.Property(p => p.RecordedBy).HasMaxLength(200);
        payment.Property(p => p.IdempotencyKey).HasMaxLength(IdempotencyKey.MaxLength);
        payment.Property(p => p.TraceId).HasMaxLength(32);
        payment.HasIndex(p => new { p.OrderId, p.IdempotencyKey }).IsUnique(); // NULLs are distinct
    }
}
