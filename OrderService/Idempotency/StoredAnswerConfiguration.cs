using Avanii.ServiceDefaults.Idempotency;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Avanii.Orders.Data;

/// <summary>The table as it was when an order was all that a key could stand for: an instance of that time reads and writes it still.</summary>
internal sealed class StoredAnswerConfiguration : IEntityTypeConfiguration<StoredAnswer>
{
    public void Configure(EntityTypeBuilder<StoredAnswer> answer)
    {
        answer.Property(a => a.Resource).HasColumnName("order_id");
        answer.Property(a => a.Operation).HasDefaultValue(OrderAnswers.Operation);
        answer.Property(a => a.Status).HasDefaultValue(StatusCodes.Status201Created);
        answer.HasOne<Order>().WithOne().HasForeignKey<StoredAnswer>(a => a.Resource).OnDelete(DeleteBehavior.Cascade);
    }
}
