using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Avanii.ServiceDefaults;

/// <summary>Looks again and again for rows whose time has come, batch after batch while there are full ones. A failure is logged and
/// tried again at the next look. To be safe with several instances a sweep locks what it takes and skips what others hold.</summary>
/// <param name="interval">Between two looks.</param>
/// <param name="batchSize">Rows that one sweep takes at most.</param>
/// <param name="logger">The sweeper's own.</param>
public abstract class Sweeper(TimeSpan interval, int batchSize, ILogger logger) : BackgroundService
{
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(interval);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                while (await SweepAsync(stoppingToken) == batchSize)
                {
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LogWarning(e, "{Sweeper} could not do its work; it is tried again.", GetType().Name);
            }
        }
    }

    /// <returns>How many rows were taken, at most a batch.</returns>
    protected abstract Task<int> SweepAsync(CancellationToken ct);
}
