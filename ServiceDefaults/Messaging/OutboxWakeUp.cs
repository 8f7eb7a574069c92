using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Avanii.ServiceDefaults.Messaging;

/// <summary>Tells the relay of this process that a commit has left something to publish. Not by NOTIFY inside the transaction:
/// that takes a lock across the whole database at commit, and measured less than half the rate.</summary>
public sealed class OutboxWakeUp : SaveChangesInterceptor, IDbTransactionInterceptor, IDisposable
{
    private readonly SemaphoreSlim _signal = new(0, 1);

    public override int SavedChanges(SaveChangesCompletedEventData eventData, int result)
    {
        OnSaved(eventData.Context);
        return result;
    }

    public override ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        OnSaved(eventData.Context);
        return ValueTask.FromResult(result);
    }

    public void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => OnCommitted(eventData.Context);

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        OnCommitted(eventData.Context);
        return Task.CompletedTask;
    }

    /// <summary>Wakes the relay; more than one call before it looks counts as one.</summary>
    public void Signal()
    {
        try
        {
            _signal.Release();
        }
        catch (SemaphoreFullException) // it is awake already
        {
        }
    }

    /// <returns>After a signal, or after that time.</returns>
    internal Task WaitAsync(TimeSpan atMost, CancellationToken ct) => _signal.WaitAsync(atMost, ct);

    public void Dispose() => _signal.Dispose();

    private void OnSaved(DbContext? context)
    {
        if (context?.Database.CurrentTransaction is null) // else the commit is still to come
        {
            OnCommitted(context);
        }
    }

    private void OnCommitted(DbContext? context)
    {
        if (context is ServiceDbContext { HasEnqueued: true } db)
        {
            db.HasEnqueued = false;
            Signal();
        }
    }
}
