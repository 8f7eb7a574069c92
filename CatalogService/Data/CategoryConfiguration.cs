using Avanii.Catalog.Categories;
using Avanii.Catalog.Images;
using Avanii.Catalog.Products;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Avanii.Catalog.Data;

internal sealed class CategoryConfiguration : IEntityTypeConfiguration<Category>
{
    public void Configure(EntityTypeBuilder<Category> category)
    {
        category.ToTable("categories");
        category.Property(c => c.Slug).HasMaxLength(ProductSlug.MaxLength);
        category.Property(c => c.Name).HasMaxLength(100);
        category.HasIndex(c => c.Slug).IsUnique();
        category.HasOne<Category>().WithMany().HasForeignKey(c => c.ParentId).OnDelete(DeleteBehavior.Restrict);
        category.HasOne<StoredImage>().WithMany().HasForeignKey(c => c.ImageHash).OnDelete(DeleteBehavior.Restrict);
    }
}
