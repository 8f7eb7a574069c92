using Avanii.Cart.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Avanii.Cart.Data;

internal sealed class WishlistConfiguration : IEntityTypeConfiguration<Wishlist>
{
    public void Configure(EntityTypeBuilder<Wishlist> list)
    {
        list.ToTable("wishlists");
        list.Property(w => w.Id).ValueGeneratedNever();
        list.Property(w => w.Subject).HasMaxLength(200);
        list.HasIndex(w => w.Subject).IsUnique();
        list.Property(w => w.Name).HasMaxLength(WishlistLimits.MaxNameLength);
        list.Property(w => w.ShareToken).HasMaxLength(40);
        list.HasIndex(w => w.ShareToken).IsUnique();
        list.HasIndex(w => w.ChangedAt).HasFilter("subject LIKE 'guest:%'").HasDatabaseName("ix_wishlists_guests");
        list.HasMany(w => w.Items).WithOne().HasForeignKey(item => item.WishlistId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class WishlistItemConfiguration : IEntityTypeConfiguration<WishlistItem>
{
    public void Configure(EntityTypeBuilder<WishlistItem> item)
    {
        item.ToTable("wishlist_items");
        item.HasKey(i => new { i.WishlistId, i.Sku });
        item.Property(i => i.Sku).HasMaxLength(CartLimits.MaxSkuLength);
        item.HasOne(i => i.Variant).WithMany().HasForeignKey(i => i.Sku).OnDelete(DeleteBehavior.Restrict);
    }
}
