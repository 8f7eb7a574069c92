using Avanii.Catalog.Data;

namespace Avanii.Catalog.Products;

/// <summary>Fills the index at start, so that no shopper waits for it. The first request does if this fails.</summary>
internal sealed class LoadProductIndex(ProductIndex index, IServiceScopeFactory scopes, ILogger<LoadProductIndex> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await index.CatchUpAsync(scope.ServiceProvider.GetRequiredService<CatalogDbContext>(), search: null, stoppingToken);
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            logger.LogWarning(e, "The products could not be read ahead; the first list will read them.");
        }
    }
}
