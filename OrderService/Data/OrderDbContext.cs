using Avanii.ServiceDefaults;
using Avanii.ServiceDefaults.Idempotency;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Orders.Data;

public sealed class OrderDbContext : ServiceDbContext
{
    public const string Schema = "ordering";

    public OrderDbContext(DbContextOptions<OrderDbContext> options)
        : base(options) =>
        // Nobody here goes on in a transaction after a save has failed: two round trips less for each that has one.
        Database.AutoSavepointsEnabled = false;

    public DbSet<Order> Orders => Set<Order>();
    public DbSet<DeletedSubject> DeletedSubjects => Set<DeletedSubject>();
    public DbSet<HistoryLine> History => Set<HistoryLine>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder); // outbox, inbox, trusted keys
        modelBuilder.AddIdempotencyKeys();
        modelBuilder.HasDefaultSchema(Schema).ApplyConfigurationsFromAssembly(typeof(OrderDbContext).Assembly);
    }
}
