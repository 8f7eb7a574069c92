using System.Runtime.InteropServices;

namespace Avanii.AppHost.Standalone;

/// <summary>Holds the stack up until it is told to end: the process behind <c>up</c>, in the foreground or with <c>-d</c>.</summary>
internal sealed class Supervisor(string dataFolder)
{
    private const int MostRestarts = 5;
    private readonly Display _display = new();
    private StandaloneHost? _host;
    private IReadOnlyList<StackState.Link> _links = [];

    /// <returns>The exit code; 0 when it ended because it was told to.</returns>
    public async Task<int> RunAsync(StandaloneOptions options)
    {
        Directory.CreateDirectory(dataFolder);
        // Only one at a time; the kernel lets go of the lock however its holder ends.
        using var only = TryLock();
        if (only is null)
        {
            return await Commands.AlreadyUpAsync(dataFolder);
        }
        using var stop = new CancellationTokenSource();
        using var signals = new StopSignals(stop, onSecond: KillEverything);
        await CleanUpAfterLastAsync();
        try
        {
            _host = await _display.WhileAsync(() => StandaloneHost.StartAsync(options with { OnProgress = _display.Step, OnPieces = Record }, stop.Token));
        }
        catch (OperationCanceledException)
        {
            StackState.Forget(dataFolder);
            _display.Line("stopped before it was up");
            return 130;
        }
        catch
        {
            StackState.Forget(dataFolder);
            throw;
        }
        _links = LinksOf(_host);
        Record(_host.Pieces, ready: true);
        _display.Line("the shop is up");
        Display.Links(_links);
        if (Display.OnTerminal)
        {
            Console.WriteLine("Ctrl-C ends everything.");
        }
        var watches = _host.Pieces.Select(piece => WatchAsync(piece, stop.Token)).ToList();
        await Task.Delay(Timeout.Infinite, stop.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        await Task.WhenAll(watches);
        await _display.WhileAsync(async () =>
        {
            await _host.DisposeAsync();
            return 0;
        });
        StackState.Forget(dataFolder);
        _display.Line("everything has ended");
        return 0;
    }

    /// <summary>Starts a piece again that has ended by itself, later each time, and gives up at last: the cause is in its log.</summary>
    private async Task WatchAsync(ManagedProcess piece, CancellationToken stop)
    {
        for (var restarts = 0; ; restarts++)
        {
            await Task.WhenAny(piece.Exited, Task.Delay(Timeout.Infinite, stop));
            if (stop.IsCancellationRequested || piece.StopWanted)
            {
                return;
            }
            var pause = TimeSpan.FromSeconds(Math.Pow(2, restarts));
            var giveUp = restarts == MostRestarts;
            _display.Line($"{piece.Name} ended by itself with exit code {await piece.Exited}; its log is {piece.LogFile}; "
                + (giveUp ? "it has done so too often and stays down" : $"it is started again in {pause.TotalSeconds:0} s"));
            Record(_host!.Pieces, ready: true);
            if (giveUp)
            {
                return;
            }
            try
            {
                await Task.Delay(pause, stop);
                await piece.StartAsync(stop);
                _display.Line($"{piece.Name} is ready again");
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (StandaloneException e)
            {
                _display.Line(e.Message);
            }
            Record(_host.Pieces, ready: true);
        }
    }

    private void Record(IReadOnlyCollection<ManagedProcess> pieces) => Record(pieces, ready: false);

    private void Record(IReadOnlyCollection<ManagedProcess> pieces, bool ready)
    {
        lock (_display)
        {
            new StackState(
                ProcessTable.Find(Environment.ProcessId)!.Value,
                ready,
                [.. pieces.Select(piece => new StackState.Piece(piece.Name, piece.Address, piece.LogFile, [.. piece.Processes]))],
                _links).Write(dataFolder);
        }
    }

    private async Task CleanUpAfterLastAsync()
    {
        var last = StackState.Read(dataFolder);
        var self = new StackState(ProcessTable.Find(Environment.ProcessId)!.Value, Ready: false, last?.Pieces ?? [], []);
        self.Write(dataFolder); // from now on whoever asks for a supervisor finds this one
        if (last is not null)
        {
            var count = await last.CleanUpAsync();
            if (count > 0)
            {
                _display.Line($"ended {count} processes that the last run left behind");
            }
        }
    }

    private FileStream? TryLock()
    {
        try
        {
            return new FileStream(Path.Combine(dataFolder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StandaloneException($"The folder {dataFolder} cannot be written: {e.Message}", e);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static IReadOnlyList<StackState.Link> LinksOf(StandaloneHost host) =>
    [
        new("Shop", host.Shop.ToString()),
        new("Gateway", host.Gateway.ToString()),
        new("API reference", new Uri(host.Gateway, "/docs").ToString()),
        new("Mails", new Uri(host.Shop, "/dev/mail").ToString()),
        new("RabbitMQ management", host.RabbitMq.Server.ManagementUri.ToString()),
        new("PostgreSQL", host.DatabaseConnectionString),
        new("Logs", host.LogFolder),
    ];

    private void KillEverything()
    {
        // Asked twice: no more manners. The children die with us (parent-death signal); those that would take their time, now.
        foreach (var process in (_host?.Pieces ?? []).SelectMany(piece => piece.Processes))
        {
            ProcessTable.Send(process, Signal.Kill);
        }
    }

    /// <summary>Ctrl-C, kill and a closed terminal all mean: end in good order. The second one means: at once.</summary>
    private sealed class StopSignals : IDisposable
    {
        private readonly List<PosixSignalRegistration> _registrations = [];
        private int _count;

        public StopSignals(CancellationTokenSource stop, Action onSecond)
        {
            foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT })
            {
                _registrations.Add(PosixSignalRegistration.Create(signal, context =>
                {
                    context.Cancel = true;
                    if (Interlocked.Increment(ref _count) == 1)
                    {
                        stop.Cancel();
                    }
                    else
                    {
                        onSecond();
                    }
                }));
            }
        }

        public void Dispose() => _registrations.ForEach(registration => registration.Dispose());
    }
}
