using System.Diagnostics.Metrics;
using Avanii.Catalog.Data;
using Avanii.ServiceDefaults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Avanii.Catalog.Stock;

/// <summary>Holds the counts against what they count: that a SKU's held units are those of its held reservations, and that nothing is
/// held for an order that is over. No constraint can say this, because it spans tables.</summary>
/// <remarks>Any number of instances may look; nobody mends anything by itself: whoever wrote a wrong number may have had a right one
/// in mind.</remarks>
public sealed class StockAudit : Sweeper, IHealthCheck
{
    private const int SkusShown = 20;
    private readonly IServiceScopeFactory _scopes;
    private readonly ILogger<StockAudit> _logger;
    private volatile IReadOnlyList<string> _inconsistent = [];

    public StockAudit(IServiceScopeFactory scopes, IOptions<StockOptions> options, IMeterFactory meters, ILogger<StockAudit> logger)
        : base(options.Value.AuditInterval, batchSize: 1, logger)
    {
        (_scopes, _logger) = (scopes, logger);
        meters.Create("Avanii.Catalog").CreateObservableGauge(
            "avanii.stock.inconsistent_skus", () => _inconsistent.Count, "{sku}", "SKUs whose count does not match their reservations.");
    }

    /// <summary>Degraded while a count is wrong, with the SKUs.</summary>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_inconsistent is { Count: > 0 } skus
            ? HealthCheckResult.Degraded($"{skus.Count} SKUs are counted wrongly.", data: new Dictionary<string, object> { ["skus"] = skus.Take(SkusShown).ToArray() })
            : HealthCheckResult.Healthy());

    /// <returns>SKUs whose count is wrong at this moment.</returns>
    /// <param name="ct">Ends it.</param>
    public async Task<IReadOnlyList<string>> AuditAsync(CancellationToken ct)
    {
        await using var scope = _scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CatalogDbContext>();
        // One statement sees one snapshot, and every move of stock commits both sides at once: traffic raises no false alarm.
        return await db.Database.SqlQuery<string>($"""
            SELECT coalesce(stock.sku, reserved.sku) AS "Value"
            FROM (SELECT sku, held FROM stock WHERE held <> 0) AS stock
            FULL JOIN (
              SELECT r.sku, sum(r.quantity) AS quantity, bool_or(d.outcome <> 'Reserved') AS for_nobody
              FROM reservations AS r JOIN order_decisions AS d ON d.order_id = r.order_id
              WHERE r.state = 'Held'
              GROUP BY r.sku) AS reserved ON reserved.sku = stock.sku
            WHERE stock.held IS DISTINCT FROM reserved.quantity OR reserved.for_nobody
            ORDER BY 1
            """).ToListAsync(ct);
    }

    protected override async Task<int> SweepAsync(CancellationToken ct)
    {
        _inconsistent = await AuditAsync(ct);
        if (_inconsistent.Count > 0)
        {
            _logger.LogError("The count of {Count} SKUs does not match their reservations: {Skus}.", _inconsistent.Count, string.Join(", ", _inconsistent.Take(SkusShown)));
        }
        return 0;
    }
}
