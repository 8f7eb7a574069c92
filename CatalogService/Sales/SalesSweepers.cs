using Avanii.Catalog.Data;
using Avanii.ServiceDefaults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Avanii.Catalog.Sales;

/// <summary>Counts what sells best. Of several instances one counts at a time; the others let it.</summary>
internal sealed class SoldUnitsSweeper(IServiceScopeFactory scopes, IOptions<SalesOptions> options, TimeProvider clock, ILogger<SoldUnitsSweeper> logger)
    : SalesSweeper(scopes, options.Value.CountInterval, turn: 4713, logger)
{
    protected override Task CountAsync(CatalogDbContext db, CancellationToken ct) => db.CountSoldUnitsAsync(clock.GetUtcNow(), ct);
}

/// <summary>Finds what is bought together.</summary>
internal sealed class BoughtTogetherSweeper(IServiceScopeFactory scopes, IOptions<SalesOptions> options, TimeProvider clock, ILogger<BoughtTogetherSweeper> logger)
    : SalesSweeper(scopes, options.Value.PairInterval, turn: 4714, logger)
{
    protected override Task CountAsync(CatalogDbContext db, CancellationToken ct) => db.PairProductsAsync(clock.GetUtcNow(), ct);
}

/// <param name="scopes">For the context of each look.</param>
/// <param name="interval">Between two looks.</param>
/// <param name="turn">The advisory lock of whoever is at it.</param>
/// <param name="logger">The sweeper's own.</param>
internal abstract class SalesSweeper(IServiceScopeFactory scopes, TimeSpan interval, int turn, ILogger logger) : Sweeper(interval, batchSize: 1, logger)
{
    protected abstract Task CountAsync(CatalogDbContext db, CancellationToken ct);

    protected sealed override async Task<int> SweepAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CatalogDbContext>();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.Database.SqlQuery<bool>($"""SELECT pg_try_advisory_xact_lock({turn}) AS "Value" """).SingleAsync(ct))
        {
            await CountAsync(db, ct);
            await transaction.CommitAsync(ct);
        }
        return 0;
    }
}
