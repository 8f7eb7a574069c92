using Avanii.Catalog.Contracts;
using Avanii.Catalog.Products;
using Avanii.Catalog.Reviews;
using Avanii.Catalog.Sales;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Avanii.Catalog.Data;

internal sealed class ReviewConfiguration :
    IEntityTypeConfiguration<Review>,
    IEntityTypeConfiguration<ReviewReport>,
    IEntityTypeConfiguration<BoughtOrder>,
    IEntityTypeConfiguration<BoughtProduct>,
    IEntityTypeConfiguration<DeletedSubject>,
    IEntityTypeConfiguration<BoughtTogether>
{
    private const int SubjectLength = 200;
    private const string Published = $"state = '{nameof(ReviewState.Published)}'";

    public void Configure(EntityTypeBuilder<Review> review)
    {
        review.ToTable("reviews", t =>
        {
            t.HasCheckConstraint("ck_reviews_rating", "rating BETWEEN 1 AND 5");
            t.HasCheckConstraint("ck_reviews_state", StockConfiguration.OneOf<ReviewState>("state"));
        });
        review.Property(r => r.Id).ValueGeneratedNever();
        review.Property(r => r.Subject).HasMaxLength(SubjectLength);
        review.Property(r => r.Name).HasMaxLength(Review.MaxNameLength);
        review.Property(r => r.Rating).HasConversion<short>();
        review.Property(r => r.Title).HasMaxLength(Review.MaxTitleLength);
        review.Property(r => r.Text).HasMaxLength(Review.MaxTextLength);
        review.Property(r => r.State).HasConversion<string>().HasMaxLength(20);
        review.Property(r => r.RejectionReason).HasMaxLength(Review.MaxReasonLength);
        review.Property(r => r.Reply).HasMaxLength(Review.MaxReplyLength);
        review.HasIndex(r => new { r.ProductId, r.Subject }).IsUnique();
        review.HasIndex(r => r.Subject);
        review.HasIndex(r => new { r.State, r.WrittenAt, r.Id });
        review.HasIndex(r => new { r.ProductId, r.WrittenAt, r.Id }).HasFilter(Published);
        review.HasIndex(r => new { r.ProductId, r.Rating, r.WrittenAt, r.Id }).HasFilter(Published);
        review.HasOne(r => r.Product).WithMany().HasForeignKey(r => r.ProductId).OnDelete(DeleteBehavior.Restrict);
        review.HasMany(r => r.Reports).WithOne().HasForeignKey(r => r.ReviewId);
    }

    public void Configure(EntityTypeBuilder<ReviewReport> report)
    {
        report.ToTable("review_reports");
        report.Property(r => r.Id).ValueGeneratedNever();
        report.Property(r => r.Reporter).HasMaxLength(SubjectLength);
        report.Property(r => r.Reason).HasConversion<string>().HasMaxLength(40);
        report.Property(r => r.Note).HasMaxLength(ReviewReport.MaxNoteLength);
        report.HasIndex(r => new { r.ReviewId, r.Reporter }).IsUnique();
        report.HasIndex(r => r.Reporter);
        report.HasIndex(r => r.ReviewId, "waiting").HasFilter("settled_at IS NULL").HasDatabaseName("ix_review_reports_waiting");
    }

    public void Configure(EntityTypeBuilder<BoughtOrder> order)
    {
        order.ToTable("bought_orders");
        order.HasKey(o => o.OrderId);
        order.Property(o => o.OrderId).ValueGeneratedNever();
        order.Property(o => o.Subject).HasMaxLength(SubjectLength);
        order.Property(o => o.HeardAt).HasDefaultValueSql("now()");
        order.HasIndex(o => o.Subject).HasFilter("subject IS NOT NULL");
    }

    public void Configure(EntityTypeBuilder<BoughtProduct> bought)
    {
        bought.ToTable("bought_products");
        bought.HasKey(b => new { b.OrderId, b.ProductId });
        bought.HasOne(b => b.Order).WithMany(o => o.Products).HasForeignKey(b => b.OrderId);
        bought.HasOne<Product>().WithMany().HasForeignKey(b => b.ProductId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<DeletedSubject> deleted)
    {
        deleted.ToTable("deleted_subjects");
        deleted.HasKey(d => d.Subject);
        deleted.Property(d => d.Subject).HasMaxLength(SubjectLength);
    }

    public void Configure(EntityTypeBuilder<BoughtTogether> pair)
    {
        pair.ToTable("bought_together");
        pair.HasKey(p => new { p.ProductId, p.OtherId });
        pair.HasOne<Product>().WithMany().HasForeignKey(p => p.ProductId).OnDelete(DeleteBehavior.Cascade);
        pair.HasOne<Product>().WithMany().HasForeignKey(p => p.OtherId).OnDelete(DeleteBehavior.Cascade);
    }
}
