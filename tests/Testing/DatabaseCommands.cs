using System.Collections.Concurrent;
using System.Diagnostics;

namespace Avanii.Testing;

/// <summary>Counts what requests ask of the database, from here on until disposed of, by their trace: whatever else the service does
/// at that moment has another.</summary>
public sealed class DatabaseCommands : IDisposable
{
    private readonly ConcurrentQueue<string> _commands = new();
    private readonly Activity _test = new Activity("test") { ActivityTraceFlags = ActivityTraceFlags.Recorded }.Start(); // clients pass it on
    private readonly ActivityListener _listener;

    public DatabaseCommands()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Npgsql" or "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                // A batch is one command: it is one round trip. Opening a connection, now and then, is none and has no text.
                if (activity.Source.Name == "Npgsql" && activity.TraceId == _test.TraceId && activity.GetTagItem("db.query.text") is string text)
                {
                    _commands.Enqueue(text);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>The commands so far, in the order in which they ended.</summary>
    public IReadOnlyList<string> Seen => [.. _commands];

    public void Dispose()
    {
        _listener.Dispose();
        _test.Dispose();
    }
}
