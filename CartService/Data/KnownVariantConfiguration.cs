using Avanii.Cart.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Avanii.Cart.Data;

internal sealed class KnownVariantConfiguration : IEntityTypeConfiguration<KnownVariant>
{
    public void Configure(EntityTypeBuilder<KnownVariant> variant)
    {
        // Texts have the catalogue's lengths, whichever these are: no limit here that could refuse an event.
        variant.ToTable("variant_facts");
        variant.HasKey(v => v.Sku);
        variant.Property(v => v.Sku).HasMaxLength(CartLimits.MaxSkuLength);
        variant.Property(v => v.Price).HasPrecision(12, 2).HasDefaultValue(0m);
        variant.Property(v => v.CompareAtPrice).HasPrecision(12, 2);
        variant.Property(v => v.VatRate).HasPrecision(5, 4).HasDefaultValue(0m);
        variant.Property(v => v.Retired).HasDefaultValue(false);
        variant.Property(v => v.Availability).HasConversion<string>().HasMaxLength(20).HasDefaultValue(Catalog.Contracts.Availability.InStock);
    }
}
