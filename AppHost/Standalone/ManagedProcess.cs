namespace Avanii.AppHost.Standalone;

/// <summary>One piece of the stack: a server or a service that can be stopped, killed and started again where it was.</summary>
public abstract class ManagedProcess : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1); // one start or stop at a time

    private protected ManagedProcess(string name, string logFile)
    {
        Name = name;
        LogFile = logFile;
    }

    /// <summary>What Aspire would call the resource: <c>postgres</c>, <c>messaging</c>, <c>catalog</c> and so on.</summary>
    public string Name { get; }

    /// <summary>Where its output goes.</summary>
    public string LogFile { get; }

    /// <summary>Where it can be reached, for people.</summary>
    public abstract string Address { get; }

    public bool IsRunning => Main is { Exited.IsCompleted: false };

    /// <summary>The process itself, for a report; null when it doesn't run.</summary>
    public ProcessIdentity? Process => IsRunning ? Main?.Identity : null;

    /// <summary>Every process to clean up after, should the engine die: the one above and what it needs beside it.</summary>
    internal virtual IEnumerable<ProcessIdentity> Processes => Process is { } process ? [process] : [];

    private protected ChildProcess? Main { get; private set; }

    /// <summary>It was meant to stop; an end that nobody asked for is a crash.</summary>
    internal bool StopWanted { get; private set; } = true;

    /// <summary>Ends when the process of now ends.</summary>
    internal Task<int> Exited => Main?.Exited ?? Task.FromResult(0);

    /// <summary>Starts it again where it was (same port, same data) after a stop, a kill or a crash, and waits until it answers.</summary>
    /// <exception cref="StandaloneException">It ended, or didn't answer in time.</exception>
    public async Task StartAsync(CancellationToken ct = default)
    {
        await _turn.WaitAsync(ct);
        try
        {
            if (IsRunning)
            {
                return;
            }
            var again = Main is not null;
            StopWanted = false;
            Main = await LaunchAsync(again, ct);
            try
            {
                await WaitUntilReadyAsync(Main, ct);
            }
            catch
            {
                StopWanted = true;
                await Main.KillAsync();
                await AfterEndAsync();
                throw;
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Asks it to end in good order and waits; kills it when it takes too long.</summary>
    /// <returns>False when it had to be killed.</returns>
    public async Task<bool> StopAsync() => await EndAsync(StopMainAsync);

    /// <summary>Ends it and everything below it at once with SIGKILL, as a power cut would.</summary>
    public async Task KillAsync() => await EndAsync(async process =>
    {
        await process.KillAsync();
        return true;
    });

    public async Task RestartAsync(CancellationToken ct = default)
    {
        await StopAsync();
        await StartAsync(ct);
    }

    public virtual async ValueTask DisposeAsync()
    {
        await StopAsync();
        GC.SuppressFinalize(this);
    }

    private protected abstract Task<ChildProcess> LaunchAsync(bool again, CancellationToken ct);

    private protected abstract Task<bool> StopMainAsync(ChildProcess process);

    private protected abstract Task WaitUntilReadyAsync(ChildProcess process, CancellationToken ct);

    private protected virtual Task AfterEndAsync() => Task.CompletedTask;

    /// <summary>Waits until the process answers, ends, or the time is up.</summary>
    private protected async Task WaitForAnswerAsync(ChildProcess process, Func<CancellationToken, Task<bool>> answers, TimeSpan limit, CancellationToken ct)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(ct);
        deadline.CancelAfter(limit);
        while (!process.Exited.IsCompleted)
        {
            try
            {
                if (await answers(deadline.Token))
                {
                    return;
                }
                await Task.WhenAny(process.Exited, Task.Delay(30, deadline.Token));
            }
            catch (OperationCanceledException)
            {
                // decided below
            }
            ct.ThrowIfCancellationRequested();
            if (deadline.IsCancellationRequested)
            {
                throw new StandaloneException($"{Name} does not answer after {limit.TotalSeconds:0} s. The end of {LogFile}:{Environment.NewLine}{process.LastLines()}");
            }
        }
        throw new StandaloneException($"{Name} ended while starting, with exit code {await process.Exited}. The end of {LogFile}:{Environment.NewLine}{process.LastLines()}");
    }

    private async Task<bool> EndAsync(Func<ChildProcess, Task<bool>> end)
    {
        await _turn.WaitAsync();
        try
        {
            StopWanted = true;
            var inOrder = Main is null || Main.Exited.IsCompleted || await end(Main);
            await AfterEndAsync();
            return inOrder;
        }
        finally
        {
            _turn.Release();
        }
    }
}
