using System.Text.Json;

namespace Avanii.AppHost.Standalone;

/// <summary>What <c>up</c> writes down for <c>status</c>, <c>down</c> and the next <c>up</c>: which processes are ours.</summary>
internal sealed record StackState(ProcessIdentity Supervisor, bool Ready, IReadOnlyList<StackState.Piece> Pieces, IReadOnlyList<StackState.Link> Links)
{
    public sealed record Piece(string Name, string Address, string Log, IReadOnlyList<ProcessIdentity> Processes);

    public sealed record Link(string What, string Where);

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public bool SupervisorIsAlive => ProcessTable.IsAlive(Supervisor);

    /// <returns>The process of a piece that runs.</returns>
    /// <exception cref="StandaloneException">It does not run.</exception>
    public ProcessIdentity Alive(string piece) =>
        Pieces.FirstOrDefault(p => p.Name == piece)?.Processes.Where(ProcessTable.IsAlive).Select(process => (ProcessIdentity?)process).FirstOrDefault()
            ?? throw new StandaloneException($"{piece} does not run: ./avanii status says what does.");

    public static string PathIn(string dataFolder) => Path.Combine(dataFolder, "state.json");

    public static StackState? Read(string dataFolder)
    {
        try
        {
            return JsonSerializer.Deserialize<StackState>(File.ReadAllText(PathIn(dataFolder)), s_json);
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            return null;
        }
    }

    public void Write(string dataFolder)
    {
        var unfinished = PathIn(dataFolder) + ".new";
        // It holds logins: for the owner's eyes only.
        using (var file = new FileStream(unfinished, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        {
            JsonSerializer.Serialize(file, this, s_json);
        }
        File.Move(unfinished, PathIn(dataFolder), overwrite: true);
    }

    public static void Forget(string dataFolder) => File.Delete(PathIn(dataFolder));

    /// <summary>Ends what a supervisor that was killed left behind; only processes that are certainly the recorded ones.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> CleanUpAsync()
    {
        var left = Pieces.Reverse()
            .SelectMany(piece => piece.Processes, (piece, process) => (piece.Name, Process: process))
            .Where(row => ProcessTable.IsAlive(row.Process)).ToList();
        foreach (var (name, process) in left)
        {
            // SIGTERM would have PostgreSQL wait until the last session has gone.
            ProcessTable.Send(process, name == StandaloneHost.DatabaseServer ? Signal.Interrupt : Signal.Terminate);
        }
        var deadline = Environment.TickCount64 + 30_000;
        while (left.Any(row => ProcessTable.IsAlive(row.Process)) && Environment.TickCount64 < deadline)
        {
            await Task.Delay(50);
        }
        foreach (var (_, process) in left)
        {
            await ProcessTable.KillTreeAsync(process);
        }
        return left.Count;
    }
}
