using System.Data.Common;
using System.Runtime.CompilerServices;
using Avanii.Orders.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Avanii.Orders;

/// <summary>Counts moves that were committed, whoever made them: each has written a line of history.</summary>
public sealed class MoveCounter(OrderMetrics metrics) : SaveChangesInterceptor, IDbTransactionInterceptor
{
    private readonly ConditionalWeakTable<DbContext, Saved> _saved = [];

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is OrderDbContext db)
        {
            var saved = _saved.GetOrCreateValue(db);
            var transaction = db.Database.CurrentTransaction?.TransactionId;
            if (transaction is null || transaction != saved.Transaction) // what an earlier one left was rolled back
            {
                saved.Moves.Clear();
                saved.Transaction = transaction;
            }
            saved.Moves.AddRange(db.ChangeTracker.Entries<HistoryLine>().Where(line => line.State == EntityState.Added).Select(line => line.Entity));
        }
        return ValueTask.FromResult(result);
    }

    public override ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context?.Database.CurrentTransaction is null) // else the commit is still to come
        {
            Count(eventData.Context, transaction: null);
        }
        return ValueTask.FromResult(result);
    }

    public override Task SaveChangesFailedAsync(DbContextErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is { } db && _saved.TryGetValue(db, out var saved))
        {
            saved.Moves.Clear();
        }
        return Task.CompletedTask;
    }

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Count(eventData.Context, eventData.TransactionId);
        return Task.CompletedTask;
    }

    // Contexts are pooled: what was saved in one transaction and rolled back must not be counted with the next that commits.
    private void Count(DbContext? context, Guid? transaction)
    {
        if (context is OrderDbContext db && _saved.TryGetValue(db, out var saved) && saved.Transaction == transaction)
        {
            foreach (var move in saved.Moves)
            {
                metrics.Count(move, db.Orders.Local.FindEntry(move.OrderId)?.Entity);
            }
            saved.Moves.Clear();
        }
    }

    private sealed class Saved
    {
        public Guid? Transaction { get; set; }

        public List<HistoryLine> Moves { get; } = [];
    }
}
