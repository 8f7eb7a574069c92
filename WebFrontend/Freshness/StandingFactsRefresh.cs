using Avanii.Web.Clients;
using Microsoft.Extensions.Options;

namespace Avanii.Web.Freshness;

/// <summary>Asks for what every page shows before a page has to: at the start, and again before it is too old.</summary>
internal sealed class StandingFactsRefresh(IServiceScopeFactory scopes, IOptions<FreshnessOptions> options, ILogger<StandingFactsRefresh> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.RefreshEvery <= TimeSpan.Zero)
        {
            return;
        }
        using var timer = new PeriodicTimer(options.Value.RefreshEvery);
        do
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<StandingFacts>().RefreshAsync();
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LogWarning(e, "What every page shows could not be asked for; pages ask themselves.");
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
