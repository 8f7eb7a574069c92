using System.Diagnostics;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Avanii.ServiceDefaults.Messaging;

/// <summary>Ends the process when the bus hangs, so that its host starts it anew: nothing else wakes it. A connection that breaks while
/// queues and exchanges are being declared leaves MassTransit waiting for answers that never come, for some queues or for all, and for
/// those it neither tries again nor stops when it is told to. It takes a busy machine and the wrong tenth of a second.</summary>
/// <remarks>A queue that the broker refuses to declare is tried again and again, with a failure each time, and is no hanging: starting
/// anew would not help. Neither would it while the broker is away.</remarks>
internal sealed class BusWatchdog(
    Func<BusHealthStatus> health,
    Func<CancellationToken, Task> askBroker,
    Action end,
    IOptions<MessagingOptions> options,
    TimeProvider clock,
    ILogger<BusWatchdog> logger) : BackgroundService, IReceiveEndpointObserver
{
    private static readonly TimeSpan s_stopping = TimeSpan.FromSeconds(45); // longer than the host gives its services
    private long _lastSign = clock.GetTimestamp();

    public BusWatchdog(
        IBusControl bus, BrokerConnection broker, IHostApplicationLifetime host, IOptions<MessagingOptions> options, TimeProvider clock, ILogger<BusWatchdog> logger)
        : this(() => bus.CheckHealth().Status, ct => AskAsync(broker, ct), () => End(host), options, clock, logger) =>
        bus.ConnectReceiveEndpointObserver(this);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.LookEvery, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (health() == BusHealthStatus.Healthy || !await BrokerAnswersAsync(stoppingToken))
            {
                await NoteSign();
            }
            else if (clock.GetElapsedTime(Volatile.Read(ref _lastSign)) >= options.Value.BusMayHang)
            {
                logger.LogCritical("The bus has been hanging for {Time} while the broker answers: the process ends, to be started anew.", options.Value.BusMayHang);
                end();
                return;
            }
        }
    }

    public Task Ready(ReceiveEndpointReady ready) => NoteSign();

    public Task Stopping(ReceiveEndpointStopping stopping) => NoteSign();

    public Task Completed(ReceiveEndpointCompleted completed) => NoteSign();

    public Task Faulted(ReceiveEndpointFaulted faulted) => NoteSign();

    private Task NoteSign()
    {
        Volatile.Write(ref _lastSign, clock.GetTimestamp());
        return Task.CompletedTask;
    }

    private async Task<bool> BrokerAnswersAsync(CancellationToken ct)
    {
        try
        {
            await askBroker(ct);
            return true;
        }
        catch (Exception) when (!ct.IsCancellationRequested)
        {
            return false;
        }
    }

    // A connection looks open for long after the network is gone: only an answer counts.
    private static async Task AskAsync(BrokerConnection broker, CancellationToken ct)
    {
        await using var channel = await broker.OpenChannelAsync(ct);
    }

    // Requests that are under way are answered first. What hangs may not stop either.
    private static void End(IHostApplicationLifetime host)
    {
        Environment.ExitCode = 1;
        host.StopApplication();
        _ = Task.Delay(s_stopping).ContinueWith(_ => Process.GetCurrentProcess().Kill(), TaskScheduler.Default);
    }
}
