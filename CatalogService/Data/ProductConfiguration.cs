using Avanii.Catalog.Categories;
using Avanii.Catalog.Images;
using Avanii.Catalog.Products;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Avanii.Catalog.Data;

internal sealed class ProductConfiguration : IEntityTypeConfiguration<Product>
{
    /// <summary>Compared byte by byte: the same order in every database, and the order of StringComparer.Ordinal.</summary>
    internal const string Ordinal = "C";

    private const string Listed = "retired_at IS NULL";

    public void Configure(EntityTypeBuilder<Product> product)
    {
        product.ToTable("products");
        product.Property(p => p.Id).ValueGeneratedNever();
        product.Property(p => p.Slug).HasMaxLength(ProductSlug.MaxLength);
        product.Property(p => p.Name).HasMaxLength(200);
        product.Property(p => p.Brand).HasMaxLength(100);
        product.Property(p => p.VatClass).HasConversion<string>().HasMaxLength(20);
        product.Property(p => p.SortName).UseCollation(Ordinal);
        product.Property(p => p.LowestPrice).HasPrecision(12, 2);
        product.Property(p => p.CompareAtPrice).HasPrecision(12, 2);
        product.Property(p => p.RatingAverage).HasPrecision(3, 2);
        product.Property(p => p.RatingCount).HasDefaultValue(0);
        product.Property(p => p.SoldUnits).HasDefaultValue(0);
        product.Property(p => p.UpdatedAt).HasDefaultValueSql("now()"); // for a service of before this column
        product.Property(p => p.OnlySku).HasMaxLength(Sku.MaxLength);
        // The configurations shop and shop_plain, made by the first migration, read letters without their accents. Words are kept as
        // they are (plain) beside their stems, for the beginning of a word need not be the beginning of its stem; without their
        // places, which would make phrases out of what does not stand together.
        product.Property(p => p.SearchVector).HasComputedColumnSql(
            """
            setweight(to_tsvector('catalog.shop', name), 'A')
            || setweight(to_tsvector('catalog.shop', brand || ' ' || category_names), 'B')
            || setweight(to_tsvector('catalog.shop', variant_words || ' ' || details), 'C')
            || setweight(to_tsvector('catalog.shop', description), 'D')
            || strip(to_tsvector('catalog.shop_plain', name || ' ' || brand || ' ' || category_names || ' ' || variant_words))
            """,
            stored: true);

        ChangeMark.AddTo(product);

        product.HasIndex(p => p.Slug).IsUnique();
        product.HasIndex(p => p.SearchVector).HasMethod("gin");
        product.HasIndex(p => p.CategoryId).HasFilter(Listed);
        product.HasIndex(p => new { p.CategoryId, p.SoldUnits, p.Id }).HasFilter(Listed); // the best-selling ones of a category
        product.HasIndex(p => new { p.CreatedAt, p.Id }).HasFilter(Listed);
        product.HasIndex(p => new { p.LowestPrice, p.Id }).HasFilter(Listed);
        product.HasIndex(p => new { p.SortName, p.Id }).HasFilter(Listed);
        product.HasIndex(p => new { p.CreatedAt, p.Id }, "on_sale").HasFilter($"{Listed} AND on_sale").HasDatabaseName("ix_products_on_sale");

        product.HasOne<Category>().WithMany().HasForeignKey(p => p.CategoryId).OnDelete(DeleteBehavior.Restrict);
        product.HasMany(p => p.Pictures).WithOne().HasForeignKey(p => p.ProductId);
    }
}

internal sealed class FormerSlugConfiguration : IEntityTypeConfiguration<FormerSlug>
{
    public void Configure(EntityTypeBuilder<FormerSlug> former)
    {
        former.ToTable("former_slugs");
        former.HasKey(f => f.Slug);
        former.Property(f => f.Slug).HasMaxLength(ProductSlug.MaxLength);
        former.HasOne<Product>().WithMany().HasForeignKey(f => f.ProductId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class VariantConfiguration : IEntityTypeConfiguration<Variant>
{
    public void Configure(EntityTypeBuilder<Variant> variant)
    {
        variant.ToTable("variants", t => t.HasCheckConstraint("ck_variants_price", "price > 0 AND (compare_at_price IS NULL OR compare_at_price > price)"));
        variant.HasKey(v => v.Sku);
        variant.Property(v => v.Sku).HasMaxLength(Sku.MaxLength).UseCollation(ProductConfiguration.Ordinal);
        variant.Property(v => v.Price).HasPrecision(12, 2);
        variant.Property(v => v.CompareAtPrice).HasPrecision(12, 2);
        ChangeMark.AddTo(variant);
        variant.HasIndex(v => new { v.ProductId, v.Position });
        variant.HasOne(v => v.Product).WithMany(p => p.Variants).HasForeignKey(v => v.ProductId).OnDelete(DeleteBehavior.Restrict);
        variant.HasOne<StoredImage>().WithMany().HasForeignKey(v => v.ImageHash).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ProductPictureConfiguration : IEntityTypeConfiguration<ProductPicture>
{
    public void Configure(EntityTypeBuilder<ProductPicture> picture)
    {
        picture.ToTable("product_pictures");
        picture.HasKey(p => new { p.ProductId, p.Position });
        picture.Property(p => p.Position).ValueGeneratedNever();
        picture.Property(p => p.Alt).HasMaxLength(300);
        picture.HasOne(p => p.Image).WithMany().HasForeignKey(p => p.ImageHash).OnDelete(DeleteBehavior.Restrict);
    }
}
