using Avanii.ServiceDefaults.Messaging;
using Avanii.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Avanii.ServiceDefaults.Tests.Messaging;

/// <summary>A bus that hangs cannot be had on purpose: its health is given here.</summary>
public sealed class BusWatchdogTests
{
    private readonly MessagingOptions _options = new() { LookEvery = TimeSpan.FromMilliseconds(20), BusMayHang = TimeSpan.FromMilliseconds(400) };
    private int _looks;
    private volatile bool _ended;

    [Fact]
    public async Task A_bus_that_gives_no_sign_while_the_broker_answers_ends_the_process()
    {
        using var watchdog = Watch(["a", "b"], _ => Task.CompletedTask);
        await watchdog.StartAsync(CancellationToken.None);
        await Eventually.IsTrue(() => _ended);
        await watchdog.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_queue_that_is_tried_again_and_again_does_not_hide_another_that_hangs()
    {
        BusWatchdog watchdog = null!;
        watchdog = Watch(["a", "b"], _ =>
        {
            watchdog.NoteSignOf("a");
            return Task.CompletedTask;
        });
        await watchdog.StartAsync(CancellationToken.None);
        await Eventually.IsTrue(() => _ended);
        await watchdog.StopAsync(CancellationToken.None);
        watchdog.Dispose();
    }

    [Fact]
    public async Task Neither_a_broker_that_is_away_nor_a_bus_that_tries_again_or_is_well_ends_it()
    {
        using var away = Watch(["a"], _ => throw new IOException("The broker is away."));
        using var well = Watch([], _ => Task.CompletedTask);
        BusWatchdog trying = null!;
        trying = Watch(["a"], _ =>
        {
            trying.NoteSignOf("a");
            return Task.CompletedTask;
        });
        BusWatchdog[] all = [away, well, trying];
        await Task.WhenAll(all.Select(one => one.StartAsync(CancellationToken.None)));
        await Eventually.IsTrue(() => _looks >= 3 * 2 * (_options.BusMayHang / _options.LookEvery)); // twice the time, for each
        Assert.False(_ended);
        await Task.WhenAll(all.Select(one => one.StopAsync(CancellationToken.None)));
        trying.Dispose();
    }

    private BusWatchdog Watch(string[] unwell, Func<CancellationToken, Task> askBroker) => new(
        () =>
        {
            Interlocked.Increment(ref _looks);
            return unwell;
        },
        askBroker, () => _ended = true, Options.Create(_options), TimeProvider.System, NullLogger<BusWatchdog>.Instance);
}
