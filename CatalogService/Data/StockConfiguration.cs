using Avanii.Catalog.Products;
using Avanii.Catalog.Stock;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Avanii.Catalog.Data;

internal sealed class StockConfiguration :
    IEntityTypeConfiguration<StockItem>,
    IEntityTypeConfiguration<StockReceipt>,
    IEntityTypeConfiguration<Reservation>,
    IEntityTypeConfiguration<OrderDecision>
{
    public void Configure(EntityTypeBuilder<StockItem> stock)
    {
        // The last line against overselling: whatever statement forgets its condition fails here.
        stock.ToTable("stock", t => t.HasCheckConstraint("ck_stock_held", "on_hand >= held AND held >= 0"));
        stock.HasKey(s => s.Sku);
        stock.Property(s => s.Sku).HasMaxLength(Sku.MaxLength).UseCollation(ProductConfiguration.Ordinal);
        stock.Property(s => s.Availability).HasConversion<short>(); // a number: the best band of several is the lowest
        ChangeMark.AddTo(stock); // moved with the band only
        stock.HasOne(s => s.Variant).WithOne(v => v.Stock).HasForeignKey<StockItem>(s => s.Sku).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<StockReceipt> receipt)
    {
        receipt.ToTable("stock_receipts");
        receipt.HasKey(r => new { r.Sku, r.IdempotencyKey });
        receipt.Property(r => r.Sku).UseCollation(ProductConfiguration.Ordinal);
        receipt.Property(r => r.IdempotencyKey).HasMaxLength(100);
        receipt.Property(r => r.ReceivedBy).HasMaxLength(100);
        receipt.HasOne<StockItem>().WithMany().HasForeignKey(r => r.Sku).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Reservation> reservation)
    {
        reservation.ToTable("reservations", t =>
        {
            t.HasCheckConstraint("ck_reservations_quantity", "quantity > 0");
            t.HasCheckConstraint("ck_reservations_state", OneOf<ReservationState>("state"));
        });
        reservation.HasKey(r => new { r.OrderId, r.Sku });
        reservation.Property(r => r.Sku).UseCollation(ProductConfiguration.Ordinal);
        reservation.Property(r => r.UnitPrice).HasPrecision(12, 2);
        reservation.Property(r => r.State).HasConversion<string>().HasMaxLength(20);
        reservation.Property(r => r.HeldAt).HasDefaultValueSql("now()");
        // Rows lie in the order of this time, so that a few pages tell where the last months are.
        reservation.HasIndex(r => r.HeldAt).HasMethod("brin");
        reservation.HasOne<OrderDecision>().WithMany().HasForeignKey(r => r.OrderId).OnDelete(DeleteBehavior.Restrict);
        reservation.HasOne<StockItem>().WithMany().HasForeignKey(r => r.Sku).OnDelete(DeleteBehavior.Restrict);
        // All that the audit looks at; as small as what is held, however many orders there were.
        reservation.HasIndex(r => new { r.Sku, r.OrderId }).IncludeProperties(r => r.Quantity)
            .HasFilter($"state = '{ReservationState.Held}'").HasDatabaseName("ix_reservations_held");
    }

    public void Configure(EntityTypeBuilder<OrderDecision> decision)
    {
        decision.ToTable("order_decisions", t => t.HasCheckConstraint("ck_order_decisions_outcome", OneOf<OrderOutcome>("outcome")));
        decision.HasKey(d => d.OrderId);
        decision.Property(d => d.OrderId).ValueGeneratedNever();
        decision.Property(d => d.Outcome).HasConversion<string>().HasMaxLength(20);
        decision.Property(d => d.RejectedLines).HasColumnType("jsonb");
        decision.Property(d => d.DecidedAt).HasDefaultValueSql("now()");
    }

    internal static string OneOf<TEnum>(string column) where TEnum : struct, Enum =>
        $"{column} IN ({string.Join(", ", Enum.GetNames<TEnum>().Select(name => $"'{name}'"))})";
}
