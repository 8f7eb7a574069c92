namespace Avanii.AppHost.Standalone;

/// <summary>How to run the stack. The defaults are those of <c>./avanii up</c>; <see cref="ForTests"/> are those of tests.</summary>
public sealed record StandaloneOptions
{
    /// <summary>The root of the repository.</summary>
    public string Repository { get; init; } = FindRepository();

    /// <summary>Holds databases, queues, logs and generated secrets; <c>.avanii</c> in the repository, or a fresh folder when disposable.</summary>
    public string? DataFolder { get; init; }

    /// <summary>By default <c>logs</c> in the data folder, and gone with it when disposable.</summary>
    public string? LogFolder { get; init; }

    /// <summary>Ports that nobody uses, instead of the well-known ones.</summary>
    public bool FreePorts { get; init; }

    /// <summary>Keep nothing: stop at once, delete the data folder.</summary>
    public bool Disposable { get; init; }

    /// <summary><c>Development</c>: services migrate at their start. <c>Production</c>: they don't, and are migrated before it, as at a deployment.</summary>
    public string Environment { get; init; } = "Development";

    /// <summary><c>debug</c> or <c>release</c>: which build output runs; the one that this engine was built in.</summary>
    public string Configuration { get; init; } =
#if DEBUG
        "debug";
#else
        "release";
#endif

    /// <summary>Run what <c>dotnet publish</c> made (<c>artifacts/publish</c>), as a container would, rather than the build output.</summary>
    public bool Published { get; init; }

    /// <summary>Fill an empty catalogue with the demo products, once for a database.</summary>
    public bool Seed { get; init; }

    /// <summary>More variables for every service.</summary>
    public IReadOnlyDictionary<string, string?> Variables { get; init; } = new Dictionary<string, string?>();

    /// <summary>More variables for one service, by its name; they win. Null takes a variable away.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string?>> ServiceVariables { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, string?>>();

    /// <summary>Stands between a service and a server: gets the service's name, the server's (<c>avanii</c>, <c>messaging</c>) and what
    /// the service would be told about it, and answers what it is told instead.</summary>
    public Func<string, string, string, string>? Rewire { get; init; }

    /// <summary>Told at each step, from any thread.</summary>
    public Action<PieceProgress>? OnProgress { get; init; }

    /// <summary>Told which processes there are, each time after one has started.</summary>
    internal Action<IReadOnlyCollection<ManagedProcess>>? OnPieces { get; init; }

    /// <summary>Free ports, nothing kept but the logs, and those only where <c>./avanii test</c> asks for them in <c>AVANII_TEST_LOGS</c>.</summary>
    public static StandaloneOptions ForTests => new()
    {
        FreePorts = true,
        Disposable = true,
        Seed = true,
        LogFolder = System.Environment.GetEnvironmentVariable("AVANII_TEST_LOGS") is { Length: > 0 } logs
            ? Path.Combine(logs, $"{AppDomain.CurrentDomain.FriendlyName}-{Guid.NewGuid().ToString("N")[..6]}")
            : null,
    };

    private static string FindRepository()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Avanii.sln")))
            {
                return folder;
            }
        }
        return Directory.GetCurrentDirectory();
    }
}

public enum PieceState
{
    Waiting,
    Starting,
    Ready,
    Stopping,
    Stopped,
    Failed,
}

/// <summary>A step of one piece.</summary>
/// <param name="Piece">Its name.</param>
/// <param name="State">What it does from now on.</param>
/// <param name="Took">The time that the step before took.</param>
/// <param name="Detail">For people: whom it waits for, where it is, why it failed.</param>
public sealed record PieceProgress(string Piece, PieceState State, TimeSpan Took, string Detail = "");
