using System.Collections.Concurrent;
using CliWrap;

namespace Avanii.AppHost.Standalone;

/// <summary>How to start one.</summary>
/// <param name="Command">The program and its arguments.</param>
/// <param name="Folder">Where it runs.</param>
/// <param name="LogFile">Takes its output, from the beginning of the file.</param>
/// <param name="WhenEngineDies">What the kernel sends it when this process ends in whatever way, SIGKILL included.</param>
internal sealed record ChildProcessStart(IReadOnlyList<string> Command, string Folder, string LogFile, Signal WhenEngineDies)
{
    /// <summary>On top of our own; null takes a variable away.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>The user to step down to, from root.</summary>
    public string? User { get; init; }

    /// <summary>Goes on in the log of the process before it, which a restart wants to keep.</summary>
    public bool AppendToLog { get; init; }
}

/// <summary>
/// A process of the stack. It leads its own session, so that Ctrl-C at the terminal reaches only the engine, which knows
/// the order; it writes into its own log file without a pipe through us; and it never outlives us.
/// </summary>
internal sealed class ChildProcess
{
    private readonly string _logFile;

    private ChildProcess(ProcessIdentity identity, Task<int> exited, string logFile)
    {
        Identity = identity;
        Exited = exited;
        _logFile = logFile;
    }

    public ProcessIdentity Identity { get; }

    /// <summary>Its exit code, once it has ended; 128 + n when signal n ended it.</summary>
    public Task<int> Exited { get; }

    public static ChildProcess Start(ChildProcessStart start)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(start.LogFile)!);
        if (!start.AppendToLog)
        {
            File.WriteAllText(start.LogFile, "");
        }
        // Each of these replaces itself by the next (exec), so the id that we get is the id of the program itself.
        string[] stepDown = start.User is { } user ? [$"--reuid={user}", $"--regid={user}", "--init-groups"] : [];
        string[] arguments =
        [
            "-c", "exec \"$@\" >>\"$0\" 2>&1", start.LogFile,
            "setsid", "setpriv", .. stepDown, "--pdeathsig", NameOf(start.WhenEngineDies), "--",
            .. start.Command,
        ];
        var command = Cli.Wrap("/bin/sh").WithArguments(arguments)
            .WithWorkingDirectory(start.Folder)
            .WithEnvironmentVariables(start.Environment)
            .WithValidation(CommandResultValidation.None);
        var running = Forker.Run(() => command.ExecuteAsync());
        // Our child can't be reaped, and its id not be given out again, before its exit has been seen here.
        var identity = ProcessTable.Find(running.ProcessId) ?? new(running.ProcessId, -1);
        return new(identity, ExitCodeOf(running), start.LogFile);
    }

    public void Send(Signal signal) => ProcessTable.Send(Identity, signal);

    /// <summary>Asks it to end; what has not within the limit is killed.</summary>
    /// <returns>False when it had to be killed.</returns>
    public async Task<bool> StopAsync(Signal signal, TimeSpan limit)
    {
        Send(signal);
        if (await Task.WhenAny(Exited, Task.Delay(limit)) == Exited)
        {
            return true;
        }
        await KillAsync();
        return false;
    }

    public async Task KillAsync()
    {
        await ProcessTable.KillTreeAsync(Identity);
        await Exited;
    }

    /// <summary>The end of its log, for the person who wants to know why it ended.</summary>
    public string LastLines(int count = 15)
    {
        try
        {
            return string.Join(Environment.NewLine, File.ReadLines(_logFile).TakeLast(count));
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static string NameOf(Signal signal) => signal switch
    {
        Signal.Interrupt => "INT",
        Signal.Quit => "QUIT",
        Signal.Terminate => "TERM",
        _ => "KILL",
    };

    private static async Task<int> ExitCodeOf(CommandTask<CommandResult> running) => (await running).ExitCode;

    /// <summary>
    /// The one thread that forks: the kernel's parent-death signal is tied to the thread that forked (prctl(2),
    /// PR_SET_PDEATHSIG), and a thread of the pool may end long before we do.
    /// </summary>
    private static class Forker
    {
        private static readonly BlockingCollection<Action> s_work = [];

        static Forker() => new Thread(() =>
        {
            foreach (var fork in s_work.GetConsumingEnumerable())
            {
                fork();
            }
        })
        { IsBackground = true, Name = "forker" }.Start();

        public static T Run<T>(Func<T> start)
        {
            var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
            s_work.Add(() =>
            {
                try
                {
                    done.SetResult(start());
                }
                catch (Exception e)
                {
                    done.SetException(e);
                }
            });
            return done.Task.GetAwaiter().GetResult();
        }
    }
}
