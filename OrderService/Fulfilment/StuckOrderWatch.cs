using System.Diagnostics.Metrics;
using Avanii.Orders.Contracts;
using Avanii.Orders.Data;
using Avanii.ServiceDefaults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Avanii.Orders;

/// <summary>Looks now and then at how many orders are undecided and which are stuck, so that neither a metric's reader nor a probe
/// asks the database, and a stuck order is seen by somebody before its shopper complains.</summary>
public sealed class StuckOrderWatch : Sweeper, IHealthCheck
{
    private const int NumbersShown = 5;
    private readonly IServiceScopeFactory _scopes;
    private readonly FulfilmentOptions _options;
    private readonly TimeProvider _clock;
    private volatile Sample? _last;

    public StuckOrderWatch(
        IServiceScopeFactory scopes, IOptions<FulfilmentOptions> options, TimeProvider clock, IMeterFactory meters, ILogger<StuckOrderWatch> logger)
        : base(options.Value.SampleInterval, batchSize: 1, logger)
    {
        (_scopes, _options, _clock) = (scopes, options.Value, clock);
        var meter = meters.Create(OrderMetrics.MeterName);
        meter.CreateObservableGauge("avanii.orders.undecided", () => _last?.Undecided ?? 0, "{order}", "Orders that the warehouse has not answered.");
        meter.CreateObservableGauge("avanii.orders.oldest_undecided", () => _last?.OldestUndecided.TotalSeconds ?? 0, "s", "Age of the oldest of them.");
        meter.CreateObservableGauge("avanii.orders.stuck", () => _last?.Stuck ?? 0, "{order}", "Orders that wait for longer than they should.");
    }

    /// <summary>Degraded while orders are stuck: their count, the age of the oldest, and a few of their numbers.</summary>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_last is { Stuck: > 0 } last
            ? HealthCheckResult.Degraded($"{last.Stuck} orders wait for longer than they should.", data: new Dictionary<string, object>
            {
                ["count"] = last.Stuck,
                ["oldestSeconds"] = (long)last.OldestStuck.TotalSeconds,
                ["numbers"] = last.Numbers,
            })
            : HealthCheckResult.Healthy());

    protected override async Task<int> SweepAsync(CancellationToken ct)
    {
        await using var scope = _scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<OrderDbContext>();
        var now = _clock.GetUtcNow();
        var undecided = await db.Orders.Where(o => o.Status == OrderStatus.Placed).GroupBy(_ => 1)
            .Select(all => new { Count = all.Count(), Oldest = all.Min(o => o.PlacedAt) }).SingleOrDefaultAsync(ct);
        var stuck = db.Orders.Where(StuckOrders.Since(now, _options).Expression());
        var count = await stuck.CountAsync(ct);
        var oldest = count == 0 ? [] : await stuck.OrderBy(o => o.PlacedAt).Take(NumbersShown).Select(o => new { o.Number, o.PlacedAt }).ToListAsync(ct);
        _last = new Sample(
            undecided?.Count ?? 0, undecided is null ? TimeSpan.Zero : now - undecided.Oldest,
            oldest.Count == 0 ? 0 : count, oldest.Count == 0 ? TimeSpan.Zero : now - oldest[0].PlacedAt, [.. oldest.Select(o => o.Number)]);
        return 0;
    }

    private sealed record Sample(int Undecided, TimeSpan OldestUndecided, int Stuck, TimeSpan OldestStuck, string[] Numbers);
}
