using Avanii.ServiceDefaults;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Cart.Data;

public sealed class CartDbContext(DbContextOptions<CartDbContext> options) : ServiceDbContext(options)
{
    public const string Schema = "cart";

    public DbSet<Cart> Carts => Set<Cart>();
    public DbSet<CartItem> Items => Set<CartItem>();
    public DbSet<KnownVariant> Variants => Set<KnownVariant>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder); // outbox, inbox, trusted keys
        modelBuilder.HasDefaultSchema(Schema).ApplyConfigurationsFromAssembly(typeof(CartDbContext).Assembly);
    }
}
