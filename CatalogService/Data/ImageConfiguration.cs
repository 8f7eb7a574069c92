using Avanii.Catalog.Images;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Avanii.Catalog.Data;

internal sealed class ImageConfiguration : IEntityTypeConfiguration<StoredImage>, IEntityTypeConfiguration<ImageRendition>
{
    private const int HashLength = 64;

    public void Configure(EntityTypeBuilder<StoredImage> image)
    {
        image.ToTable("images");
        image.HasKey(i => i.Hash);
        image.Property(i => i.Hash).HasMaxLength(HashLength);
        image.HasMany(i => i.Renditions).WithOne().HasForeignKey(r => r.ImageHash);
    }

    public void Configure(EntityTypeBuilder<ImageRendition> rendition)
    {
        rendition.ToTable("image_renditions");
        rendition.HasKey(r => new { r.ImageHash, r.Width });
        rendition.Property(r => r.ImageHash).HasMaxLength(HashLength);
        rendition.Property(r => r.Width).ValueGeneratedNever();
    }
}
