using Avanii.Catalog.Categories;
using Avanii.Catalog.Images;
using Avanii.Catalog.Products;
using Avanii.Catalog.Search;
using Avanii.Catalog.Stock;
using Avanii.ServiceDefaults;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Catalog.Data;

/// <summary>What is sold, and how much of it is there. Nothing of a shopper is kept here, so that there is nothing to hand out or to erase when
/// an account asks for its data or is deleted: whoever adds something of a person consumes these events.</summary>
public sealed class CatalogDbContext(DbContextOptions<CatalogDbContext> options) : ServiceDbContext(options)
{
    public const string Schema = "catalog";

    public DbSet<Category> Categories => Set<Category>();
    public DbSet<Product> Products => Set<Product>();
    public DbSet<Variant> Variants => Set<Variant>();
    public DbSet<ProductPicture> ProductPictures => Set<ProductPicture>();
    public DbSet<StoredImage> Images => Set<StoredImage>();
    public DbSet<ImageRendition> ImageRenditions => Set<ImageRendition>();
    public DbSet<StockItem> Stock => Set<StockItem>();
    public DbSet<StockReceipt> StockReceipts => Set<StockReceipt>();
    public DbSet<Reservation> Reservations => Set<Reservation>();
    public DbSet<OrderDecision> OrderDecisions => Set<OrderDecision>();

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
