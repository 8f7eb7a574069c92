using System.Globalization;

namespace Avanii.AppHost.Standalone;

/// <summary>A folder for a disposable stack, gone with it. What killed processes left behind goes at the next start.</summary>
public sealed class DisposableFolder : IDisposable
{
    // avanii-4711-8812345-1: process id and start of the owner, then a number
    private const string Prefix = "avanii-";
    private static readonly Lock s_sweep = new();
    private static int s_count;

    private DisposableFolder(string path) => Path = path;

    public string Path { get; }

    public static DisposableFolder Create()
    {
        // As root, PostgreSQL runs as another user, who may have no way into root's own TMPDIR.
        var root = Environment.IsPrivilegedProcess ? "/tmp" : System.IO.Path.GetTempPath();
        lock (s_sweep)
        {
            Sweep(root);
        }
        var self = ProcessTable.Find(Environment.ProcessId)!.Value;
        var path = System.IO.Path.Combine(root, FormattableString.Invariant($"{Prefix}{self.Id}-{self.StartTicks}-{Interlocked.Increment(ref s_count)}"));
        Directory.CreateDirectory(path);
        return new(path);
    }

    public string Sub(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }

    private static void Sweep(string root)
    {
        foreach (var folder in Directory.EnumerateDirectories(root, Prefix + "*"))
        {
            if (System.IO.Path.GetFileName(folder).Split('-') is [_, var id, var start, _]
                && int.TryParse(id, CultureInfo.InvariantCulture, out var owner)
                && long.TryParse(start, CultureInfo.InvariantCulture, out var ticks)
                && !ProcessTable.IsAlive(new(owner, ticks)))
            {
                try
                {
                    Directory.Delete(folder, recursive: true);
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    // another user's, or another process sweeps it at this moment
                }
            }
        }
    }
}
