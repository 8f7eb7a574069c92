using System.Text.Json;
using Avanii.Cart.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Avanii.Cart.Data;

internal sealed class CartConfiguration : IEntityTypeConfiguration<Cart>
{
    public void Configure(EntityTypeBuilder<Cart> cart)
    {
        cart.ToTable("carts");
        cart.Property(c => c.Id).ValueGeneratedNever();
        cart.Property(c => c.Subject).HasMaxLength(200);
        cart.HasIndex(c => c.Subject).IsUnique();
        cart.HasIndex(c => c.ChangedAt).HasFilter("abandoned_at IS NULL").HasDatabaseName("ix_carts_idle");
        cart.Property(c => c.OrdersTakenOut).HasDefaultValueSql("'{}'");
        cart.Property(c => c.MergedCarts).HasDefaultValueSql("'{}'");
        cart.HasIndex(c => c.MergedCarts).HasMethod("gin").HasFilter("merged_carts <> '{}'").HasDatabaseName("ix_carts_merged");
        cart.Property(c => c.Cuts).HasColumnType("jsonb").HasConversion(
            cuts => JsonSerializer.Serialize(cuts, JsonSerializerOptions.Web),
            json => JsonSerializer.Deserialize<List<MergeCut>>(json, JsonSerializerOptions.Web)!,
            new ValueComparer<IReadOnlyList<MergeCut>>((a, b) => ReferenceEquals(a, b), cuts => cuts.GetHashCode())); // replaced, never changed
        cart.HasMany(c => c.Items).WithOne().HasForeignKey(item => item.CartId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class DeletedSubjectConfiguration : IEntityTypeConfiguration<DeletedSubject>
{
    public void Configure(EntityTypeBuilder<DeletedSubject> deleted)
    {
        deleted.ToTable("deleted_subjects");
        deleted.HasKey(d => d.Subject);
    }
}

internal sealed class CartItemConfiguration : IEntityTypeConfiguration<CartItem>
{
    public void Configure(EntityTypeBuilder<CartItem> item)
    {
        item.ToTable("cart_items", table => table.HasCheckConstraint("ck_cart_items_quantity", $"quantity BETWEEN 1 AND {CartLimits.MaxQuantity}"));
        item.HasKey(i => new { i.CartId, i.Sku });
        item.Property(i => i.Sku).HasMaxLength(CartLimits.MaxSkuLength);
        item.Property(i => i.PriceWhenAdded).HasPrecision(12, 2);
        item.Property(i => i.AlsoAddedAt).HasDefaultValueSql("'{}'");
        item.HasOne(i => i.Variant).WithMany().HasForeignKey(i => i.Sku).OnDelete(DeleteBehavior.Restrict);
    }
}
