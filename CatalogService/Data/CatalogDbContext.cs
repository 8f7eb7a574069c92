using Avanii.Catalog.Categories;
using Avanii.Catalog.Images;
using Avanii.Catalog.Products;
using Avanii.Catalog.Reviews;
using Avanii.Catalog.Sales;
using Avanii.Catalog.Search;
using Avanii.Catalog.Stock;
using Avanii.ServiceDefaults;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Catalog.Data;

/// <summary>What is sold, how much of it is there, and what is said of it. Of a shopper it keeps reviews, reports of reviews and which account
/// bought what: whoever adds more of a person adds it to <see cref="CollectDataConsumer"/> and <see cref="AuthorErasure"/>.</summary>
public sealed class CatalogDbContext(DbContextOptions<CatalogDbContext> options) : ServiceDbContext(options)
{
    public const string Schema = "catalog";

    public DbSet<Category> Categories => Set<Category>();
    public DbSet<Product> Products => Set<Product>();
    public DbSet<FormerSlug> FormerSlugs => Set<FormerSlug>();
    public DbSet<Variant> Variants => Set<Variant>();
    public DbSet<ProductPicture> ProductPictures => Set<ProductPicture>();
    public DbSet<StoredImage> Images => Set<StoredImage>();
    public DbSet<ImageRendition> ImageRenditions => Set<ImageRendition>();
    public DbSet<StockItem> Stock => Set<StockItem>();
    public DbSet<StockReceipt> StockReceipts => Set<StockReceipt>();
    public DbSet<Reservation> Reservations => Set<Reservation>();
    public DbSet<OrderDecision> OrderDecisions => Set<OrderDecision>();
    public DbSet<Review> Reviews => Set<Review>();
    public DbSet<ReviewReport> ReviewReports => Set<ReviewReport>();
    public DbSet<BoughtOrder> BoughtOrders => Set<BoughtOrder>();
    public DbSet<BoughtProduct> BoughtProducts => Set<BoughtProduct>();
    public DbSet<DeletedSubject> DeletedSubjects => Set<DeletedSubject>();
    public DbSet<BoughtTogether> BoughtTogether => Set<BoughtTogether>();

    public DbSet<SynonymSet> Synonyms => Set<SynonymSet>();
    public DbSet<SearchState> SearchStates => Set<SearchState>();
    public DbSet<SearchWord> SearchWords => Set<SearchWord>();
    public DbSet<SearchCount> SearchCounts => Set<SearchCount>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder); // outbox and inbox
        modelBuilder.HasDefaultSchema(Schema).ApplyConfigurationsFromAssembly(typeof(CatalogDbContext).Assembly);
    }
}
