using Avanii.Orders.Contracts;
using Avanii.Orders.Data;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Orders;

/// <summary>Lets requests wait for an order's outcome without holding a connection to the database. What this process decides is
/// announced at once (<see cref="DecisionAnnouncer"/>); what another instance decides is found by one small query for all who wait.</summary>
public sealed class DecisionWatch(IServiceScopeFactory scopes, IHostApplicationLifetime lifetime, ILogger<DecisionWatch> logger) : BackgroundService
{
    // A shopper may learn of a decision made elsewhere 100 ms late: this, and what two queries take on a busy machine.
    private static readonly TimeSpan s_pollInterval = TimeSpan.FromMilliseconds(50);

    private readonly CancellationToken _stopping = lifetime.ApplicationStopping;
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, List<Waiting>> _waiting = [];

    /// <summary>Watches from now on, until disposed of.</summary>
    public Waiting Watch(Guid orderId)
    {
        var waiting = new Waiting(this, orderId);
        lock (_lock)
        {
            if (!_waiting.TryGetValue(orderId, out var others))
            {
                _waiting.Add(orderId, others = []);
            }
            others.Add(waiting);
        }
        return waiting;
    }

    /// <summary>Ends the waiting of all who watch this order.</summary>
    public void Announce(Guid orderId)
    {
        lock (_lock)
        {
            if (_waiting.TryGetValue(orderId, out var all))
            {
                all.ForEach(waiting => waiting.Decided.TrySetResult());
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_pollInterval);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await PollAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LogWarning(e, "Outcomes of orders could not be looked for; it is tried again.");
            }
        }
    }

    private async Task PollAsync(CancellationToken ct)
    {
        Guid[] ids;
        lock (_lock)
        {
            ids = [.. _waiting.Keys];
        }
        if (ids.Length == 0)
        {
            return;
        }
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<OrderDbContext>();
        var decided = await db.Orders.Where(o => ids.Contains(o.Id) && o.Status != OrderStatus.Placed).Select(o => o.Id).ToListAsync(ct);
        decided.ForEach(Announce);
    }

    /// <summary>One request that waits.</summary>
    public sealed class Waiting(DecisionWatch watch, Guid orderId) : IDisposable
    {
        internal TaskCompletionSource Decided { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <returns>True as soon as the order is decided; false when the time is over or the process stops.</returns>
        /// <exception cref="OperationCanceledException">Nobody waits for the answer any more.</exception>
        public async Task<bool> WaitAsync(TimeSpan atMost, CancellationToken ct)
        {
            using var end = CancellationTokenSource.CreateLinkedTokenSource(ct, watch._stopping);
            try
            {
                await Decided.Task.WaitAsync(atMost, end.Token);
                return true;
            }
            catch (Exception e) when (e is TimeoutException || (e is OperationCanceledException && !ct.IsCancellationRequested))
            {
                return false;
            }
        }

        public void Dispose()
        {
            lock (watch._lock)
            {
                if (watch._waiting.TryGetValue(orderId, out var others) && others.Remove(this) && others.Count == 0)
                {
                    watch._waiting.Remove(orderId);
                }
            }
        }
    }
}
