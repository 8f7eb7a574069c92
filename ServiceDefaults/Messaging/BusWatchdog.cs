using System.Collections.Concurrent;
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
    Func<IEnumerable<string>> unwellQueues,
    Func<CancellationToken, Task> askBroker,
    Action end,
    IOptions<MessagingOptions> options,
    TimeProvider clock,
    ILogger<BusWatchdog> logger) : BackgroundService, IReceiveEndpointObserver
{
    private static readonly TimeSpan s_stopping = TimeSpan.FromSeconds(45); // longer than the host gives its services
    private readonly ConcurrentDictionary<string, long> _lastSigns = new();

    public BusWatchdog(
        IBusControl bus, BrokerConnection broker, IHostApplicationLifetime host, IOptions<MessagingOptions> options, TimeProvider clock, ILogger<BusWatchdog> logger)
        : this(() => Unwell(bus), ct => AskAsync(broker, ct), () => End(host), options, clock, logger) =>
        bus.ConnectReceiveEndpointObserver(this);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.LookEvery, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var unwell = unwellQueues().ToHashSet();
            if (unwell.Count == 0 || !await BrokerAnswersAsync(stoppingToken))
            {
                _lastSigns.Clear();
                continue;
            }
            foreach (var queue in _lastSigns.Keys.Where(queue => !unwell.Contains(queue)))
            {
                _lastSigns.TryRemove(queue, out _);
            }
            if (unwell.FirstOrDefault(queue => clock.GetElapsedTime(_lastSigns.GetOrAdd(queue, _ => clock.GetTimestamp())) >= options.Value.BusMayHang) is { } hanging)
            {
                logger.LogCritical("Queue {Queue} has been hanging for {Time} while the broker answers: the process ends, to be started anew.", hanging, options.Value.BusMayHang);
                end();
                return;
            }
        }
    }

    public Task Ready(ReceiveEndpointReady ready) => NoteSign(ready);

    public Task Stopping(ReceiveEndpointStopping stopping) => NoteSign(stopping);

    public Task Completed(ReceiveEndpointCompleted completed) => NoteSign(completed);

    public Task Faulted(ReceiveEndpointFaulted faulted) => NoteSign(faulted);

    private Task NoteSign(ReceiveEndpointEvent sign)
    {
        NoteSignOf(QueueOf(sign.InputAddress.AbsolutePath));
        return Task.CompletedTask;
    }

    internal void NoteSignOf(string queue) => _lastSigns[queue] = clock.GetTimestamp();

    private static IEnumerable<string> Unwell(IBusControl bus) =>
        bus.CheckHealth().Endpoints.Where(endpoint => endpoint.Value.Status != BusHealthStatus.Healthy).Select(endpoint => QueueOf(endpoint.Key));

    // rabbitmq://host/shop/cart-end-checkout, with ?temporary=true and the like behind it
    private static string QueueOf(string address) => address.Split('?')[0].Split('/')[^1];

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
