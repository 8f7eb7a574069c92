using Avanii.Catalog.Contracts;
using Microsoft.Extensions.Options;

namespace Avanii.Web.Seo;

/// <summary>Sitemaps and feeds of this instance: on its disk, made in the background, by one at a time.</summary>
public sealed class SeoFiles(
    IServiceScopeFactory scopes, PublicAddress shop, IOptions<SeoOptions> options, TimeProvider clock, IHostEnvironment environment, ILogger<SeoFiles> logger)
    : BackgroundService
{
    private static readonly TimeSpan s_look = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_afterFailure = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stopping = new();
    private Task? _building;
    private SeoBuild? _built;
    private SeoBuild? _former;
    private DateTimeOffset _notBefore;
    private volatile bool _changed;
    private bool _disposed;

    /// <summary>A product, a price or a stock has changed: the files are made anew when their time has come.</summary>
    public void NoteChange() => _changed = true;

    /// <summary>What there is, even when it is out of date; its successor is then under way.</summary>
    /// <returns>Null when there is nothing yet: come back later.</returns>
    public async Task<SeoBuild?> GetAsync(CancellationToken ct)
    {
        var building = BuildIfDue();
        if (_built is null && building is not null)
        {
            try
            {
                await building.WaitAsync(options.Value.WaitForFirst, ct);
            }
            catch (TimeoutException)
            {
                return null;
            }
        }
        return _built;
    }

    /// <summary>The path of a product's picture in its largest width.</summary>
    internal static string Picture(ExportedImage image) => $"/images/{image.Hash}-{image.Width}.webp";

    public override void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, true)) // the container knows it twice: as itself and as a hosted service
        {
            return;
        }
        _stopping.Cancel();
        Delete(_built);
        Delete(_former);
        _stopping.Dispose();
        base.Dispose();
    }

    /// <summary>In Development nothing is made before somebody asks.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_look, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (_built is not null || !environment.IsDevelopment())
            {
                _ = BuildIfDue();
            }
        }
    }

    private Task? BuildIfDue()
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            if (_building is not null || now < _notBefore || !IsDue(now))
            {
                return _building;
            }
            _changed = false;
            var site = shop.Of("");
            // Without the request that it happens to begin in: it speaks for nobody, and outlives it.
            using (ExecutionContext.SuppressFlow())
            {
                return _building = Task.Run(() => BuildAsync(site));
            }
        }
    }

    private bool IsDue(DateTimeOffset now) => _built is null
        || now >= _built.At + options.Value.RebuildAtLeastEvery
        || (_changed && now >= _built.At + options.Value.RebuildEvery);

    private async Task BuildAsync(string site)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var built = await scope.ServiceProvider.GetRequiredService<BuildSeoFiles>().RunAsync(site, _built, _stopping.Token);
            Delete(_former); // the one before stays for a moment: somebody may be reading it
            (_former, _built) = (_built, built);
        }
        catch (Exception e)
        {
            _changed = true;
            _notBefore = clock.GetUtcNow() + s_afterFailure;
            if (!_stopping.IsCancellationRequested)
            {
                logger.LogWarning(e, "Sitemaps and feeds could not be made; those of before are shown.");
            }
        }
        finally
        {
            lock (_gate)
            {
                _building = null;
            }
        }
    }

    private static void Delete(SeoBuild? build)
    {
        try
        {
            if (build is not null && Directory.Exists(build.Folder))
            {
                Directory.Delete(build.Folder, recursive: true);
            }
        }
        catch (IOException)
        {
            // The host clears its temporary files.
        }
    }
}
