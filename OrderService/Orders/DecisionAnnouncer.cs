using System.Data.Common;
using Avanii.Orders.Data;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Avanii.Orders;

/// <summary>After the commit, not before: who waits reads the order again at once and must see the outcome.</summary>
public sealed class DecisionAnnouncer(DecisionWatch decisions) : DbTransactionInterceptor
{
    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is OrderDbContext db)
        {
            foreach (var order in db.Orders.Local.Where(o => o.IsDecided))
            {
                decisions.Announce(order.Id);
            }
        }
        return Task.CompletedTask;
    }
}
