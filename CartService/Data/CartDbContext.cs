using Avanii.ServiceDefaults;
using Avanii.ServiceDefaults.Idempotency;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Cart.Data;

public sealed class CartDbContext : ServiceDbContext
{
    public const string Schema = "cart";

    public CartDbContext(DbContextOptions<CartDbContext> options)
        : base(options) =>
        // Nobody here goes on in a transaction after a save has failed: two round trips less for each that has one.
        Database.AutoSavepointsEnabled = false;

    public DbSet<Cart> Carts => Set<Cart>();
    public DbSet<CartItem> Items => Set<CartItem>();
    public DbSet<Wishlist> Wishlists => Set<Wishlist>();
    public DbSet<WishlistItem> WishlistItems => Set<WishlistItem>();
    public DbSet<DeletedSubject> DeletedSubjects => Set<DeletedSubject>();
    public DbSet<KnownVariant> Variants => Set<KnownVariant>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder); // outbox, inbox, trusted keys
        modelBuilder.AddIdempotencyKeys();
        modelBuilder.HasDefaultSchema(Schema).ApplyConfigurationsFromAssembly(typeof(CartDbContext).Assembly);
    }
}
