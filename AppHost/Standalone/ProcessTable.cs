using System.Globalization;
using System.Runtime.InteropServices;

namespace Avanii.AppHost.Standalone;

/// <summary>A process for certain: ids are given out again, so the moment of its start is part of its name.</summary>
/// <param name="Id">The process id.</param>
/// <param name="StartTicks">Clock ticks after boot at which it started, as the kernel counts them.</param>
public readonly record struct ProcessIdentity(int Id, long StartTicks);

/// <summary>What the kernel says about processes (/proc), and signals to them.</summary>
internal static partial class ProcessTable
{
    /// <summary>The process with this id as it is now; null when there is none, or only its unreaped remains.</summary>
    public static ProcessIdentity? Find(int id) => Stat(id) is { } stat ? new(id, stat.StartTicks) : null;

    public static bool IsAlive(ProcessIdentity process) => Find(process.Id) == process;

    /// <summary>The program and its arguments; empty when the process is gone or is not ours to read.</summary>
    public static string CommandLine(int id) => Read($"/proc/{id}/cmdline")?.Replace('\0', ' ').Trim() ?? "";

    /// <summary>
    /// What a process and all below it hold, shared pages divided among those that share them (Pss in proc(5)): summed
    /// resident sizes would count PostgreSQL's shared memory once for each session, and .NET's libraries five times.
    /// </summary>
    public static long Memory(int id)
    {
        // Pss:               52345 kB
        const string Line = "\nPss:";
        return Descendants(id).Select(process => process.Id).Prepend(id).Sum(process =>
            Read($"/proc/{process}/smaps_rollup") is { } text && text.IndexOf(Line, StringComparison.Ordinal) is > 0 and var at
                ? long.Parse(text[(at + Line.Length)..].TrimStart().Split(' ')[0], CultureInfo.InvariantCulture) << 10
                : 0);
    }

    public static TimeSpan Age(ProcessIdentity process)
    {
        var uptime = double.Parse(Read("/proc/uptime")!.Split(' ')[0], CultureInfo.InvariantCulture);
        return TimeSpan.FromSeconds(Math.Max(0, uptime - (process.StartTicks / 100.0))); // USER_HZ is 100 on every Linux that .NET runs on
    }

    public static IReadOnlyList<ProcessIdentity> Descendants(int root)
    {
        var children = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), out var id) && Stat(id) is { } stat
                ? (stat.Parent, Process: (ProcessIdentity?)new ProcessIdentity(id, stat.StartTicks))
                : default)
            .Where(row => row.Process is not null)
            .ToLookup(row => row.Parent, row => row.Process!.Value);
        var found = new List<ProcessIdentity>();
        var open = new Queue<int>([root]);
        while (open.TryDequeue(out var parent))
        {
            foreach (var child in children[parent])
            {
                found.Add(child);
                open.Enqueue(child.Id);
            }
        }
        return found;
    }

    /// <summary>Sends a signal, to exactly this process; one that has ended since is left alone.</summary>
    public static void Send(ProcessIdentity process, Signal signal)
    {
        if (IsAlive(process))
        {
            _ = Kill(process.Id, (int)signal);
        }
    }

    /// <summary>Ends a process and everything below it at once, as a power cut would, and waits until the kernel has let go of all.</summary>
    public static async Task KillTreeAsync(ProcessIdentity root)
    {
        Send(root, Signal.Stop); // so that it forks nobody while we look
        ProcessIdentity[] tree = IsAlive(root) ? [root, .. Descendants(root.Id)] : [];
        foreach (var process in tree)
        {
            Send(process, Signal.Kill);
        }
        var deadline = Environment.TickCount64 + 10_000;
        while (tree.Any(IsAlive) && Environment.TickCount64 < deadline)
        {
            await Task.Delay(10);
        }
    }

    private static (int Parent, long StartTicks)? Stat(int id)
    {
        // 4711 (the name, with spaces and brackets) S 1 4711 4711 0 -1 ...: state is field 3, parent 4, start 22
        if (Read($"/proc/{id}/stat") is not { } text)
        {
            return null;
        }
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return fields[0] is "Z" or "X"
            ? null
            : (int.Parse(fields[1], CultureInfo.InvariantCulture), long.Parse(fields[19], CultureInfo.InvariantCulture));
    }

    private static string? Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // the process ended while we looked
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int pid, int signal);
}

/// <summary>Signals by their Linux numbers.</summary>
internal enum Signal
{
    Interrupt = 2,
    Quit = 3,
    Kill = 9,
    Terminate = 15,
    Stop = 19,
}
