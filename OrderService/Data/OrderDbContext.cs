using Avanii.ServiceDefaults;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Orders.Data;

public sealed class OrderDbContext(DbContextOptions<OrderDbContext> options) : ServiceDbContext(options)
{
    public const string Schema = "ordering";

    public DbSet<Order> Orders => Set<Order>();
    public DbSet<HistoryLine> History => Set<HistoryLine>();
    public DbSet<StoredAnswer> StoredAnswers => Set<StoredAnswer>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder); // outbox, inbox, trusted keys
        modelBuilder.HasDefaultSchema(Schema).ApplyConfigurationsFromAssembly(typeof(OrderDbContext).Assembly);
    }
}
