using CliWrap;
using CliWrap.Buffered;
using Npgsql;

namespace Avanii.AppHost.Standalone;

/// <summary>
/// A private PostgreSQL from the machine's own binaries: own data folder, loopback only, passwords required, and as
/// durable as in production. As root it steps down to the user <c>postgres</c>, since the server refuses root.
/// </summary>
public sealed class PostgresInstance : ManagedProcess
{
    private const string AdminUser = "postgres";
    private readonly string _folder;
    private readonly bool _disposable;
    private readonly string? _stepDownTo;

    private PostgresInstance(string folder, int port, string logFile, bool disposable) : base("postgres", logFile)
    {
        _folder = folder;
        _disposable = disposable;
        _stepDownTo = Environment.IsPrivilegedProcess ? "postgres" : null;
        Port = port;
    }

    public int Port { get; }

    public override string Address => $"127.0.0.1:{Port}";

    /// <summary>Where it is, with its superuser's login.</summary>
    public PostgresServer Server { get; private set; } = null!;

    /// <summary>The last start had to make the data folder: whatever was known about its content is void.</summary>
    internal bool IsNew { get; private set; }

    private string DataFolder => Path.Combine(_folder, "data");

    private string PasswordFile => Path.Combine(_folder, "password");

    /// <summary>Starts a server on the data in <paramref name="folder"/>; makes the data folder when there is none.</summary>
    /// <param name="folder">Holds the data folder and the superuser's password. As root, it is given to the user <c>postgres</c>.</param>
    /// <param name="port">0: a free one.</param>
    /// <param name="disposable">Nothing of it is kept: the folder goes when the instance is disposed of.</param>
    /// <param name="logFile">By default <c>postgres.log</c> in the folder.</param>
    /// <param name="ct">Gives up.</param>
    /// <exception cref="StandaloneException">A sentence that says what stands in the way; nothing has been changed then.</exception>
    public static async Task<PostgresInstance> StartAsync(
        string folder, int port = 0, bool disposable = false, string? logFile = null, CancellationToken ct = default)
    {
        if (port != 0)
        {
            await Ports.RequireFreeAsync([(port, "PostgreSQL")], ct);
        }
        var instance = Create(folder, port, disposable, logFile);
        await instance.StartAsync(ct);
        return instance;
    }

    internal static PostgresInstance Create(string folder, int port, bool disposable, string? logFile)
    {
        folder = Path.GetFullPath(folder);
        return new(folder, Ports.OrFree(port), logFile ?? Path.Combine(folder, "postgres.log"), disposable);
    }

    /// <summary>May the user that the server runs as reach this folder? Not below <c>/root</c>, for example.</summary>
    internal static async Task<bool> CanReachAsync(string folder, CancellationToken ct = default)
    {
        while (!Directory.Exists(folder))
        {
            folder = Path.GetDirectoryName(folder)!;
        }
        return !Environment.IsPrivilegedProcess || await AsServerUser("test", "-x", folder).ExecuteBufferedAsync(ct) is { ExitCode: 0 };
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_disposable && Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private protected override async Task<ChildProcess> LaunchAsync(bool again, CancellationToken ct)
    {
        var binaries = PostgresBinaries.For(DataFolder);
        RequireNotRunning();
        await PrepareFolderAsync(ct);
        IsNew = !Directory.Exists(DataFolder);
        if (IsNew)
        {
            await InitializeAsync(binaries, ct);
        }
        var password = await File.ReadAllTextAsync(PasswordFile, ct);
        Server = new(new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = Port,
            Username = AdminUser,
            Password = password,
            Database = "postgres",
        }.ConnectionString);
        string[] settings =
        [
            "listen_addresses=127.0.0.1",
            $"port={Port}",
            "unix_socket_directories=", // a socket's path may have 107 bytes, and a clone may lie deep
            $"max_connections={(_disposable ? 1000 : 400)}", // five services with a pool each; tests: a service or two for each class, many at once
            "fsync=on",                 // these three are the defaults; here nobody may switch them off to win a benchmark
            "synchronous_commit=on",
            "full_page_writes=on",
            "logging_collector=off",
            "timezone=UTC",
            "log_timezone=UTC",
            "lc_messages=C",
        ];
        return ChildProcess.Start(new(
            [Path.Combine(binaries, "postgres"), "-D", DataFolder, .. settings.SelectMany(setting => new[] { "-c", setting })],
            Folder: "/",
            LogFile,
            WhenEngineDies: _disposable ? Signal.Quit : Signal.Interrupt)
        {
            User = _stepDownTo,
            AppendToLog = again,
        });
    }

    private protected override async Task WaitUntilReadyAsync(ChildProcess process, CancellationToken ct)
    {
        var probe = new NpgsqlConnectionStringBuilder(Server.AdminConnectionString) { Pooling = false, Timeout = 5 }.ConnectionString;
        // Recovery after a crash can take a while, hence the limit.
        await WaitForAnswerAsync(process, async deadline =>
        {
            try
            {
                await using var connection = new NpgsqlConnection(probe);
                await connection.OpenAsync(deadline);
                return true;
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidPassword)
            {
                throw new StandaloneException($"PostgreSQL refuses the password in {PasswordFile}: it does not belong to the data in {DataFolder}.", e);
            }
            catch (NpgsqlException)
            {
                return false; // nobody listens yet, or the server is still starting
            }
        }, TimeSpan.FromMinutes(2), ct);
    }

    private protected override Task<bool> StopMainAsync(ChildProcess process) =>
        // Fast shutdown: sessions are ended, then a checkpoint. Data that goes anyway needs no checkpoint; the immediate
        // shutdown, unlike SIGKILL, also gives the shared memory back.
        process.StopAsync(_disposable ? Signal.Quit : Signal.Interrupt, TimeSpan.FromSeconds(60));

    private static Command AsServerUser(params string[] command) =>
        Cli.Wrap("setpriv").WithArguments(["--reuid=postgres", "--regid=postgres", "--init-groups", "--", .. command])
            .WithWorkingDirectory("/")
            .WithValidation(CommandResultValidation.None);

    private async Task PrepareFolderAsync(CancellationToken ct)
    {
        try
        {
            Directory.CreateDirectory(_folder);
            if (!File.Exists(PasswordFile))
            {
                await SecretFile.CreateAsync(PasswordFile, ct);
            }
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new StandaloneException($"The folder {_folder} cannot be written: {e.Message}", e);
        }
        if (_stepDownTo is null)
        {
            return;
        }
        if (!await CanReachAsync(_folder, ct))
        {
            throw new StandaloneException(
                $"The user {_stepDownTo}, whom PostgreSQL runs as when root starts it, cannot reach {_folder}: choose a folder that it can.");
        }
        await RunAsync(Cli.Wrap("chown").WithArguments([$"{_stepDownTo}:", _folder, PasswordFile]), "chown", ct);
    }

    /// <summary>A postmaster.pid may name a process that is long gone, or a stranger that got its id; only a server on this very data counts.</summary>
    private void RequireNotRunning()
    {
        var pidFile = Path.Combine(DataFolder, "postmaster.pid");
        if (!File.Exists(pidFile))
        {
            return;
        }
        if (int.TryParse(File.ReadLines(pidFile).FirstOrDefault(), out var id)
            && ProcessTable.Find(id) is not null
            && ProcessTable.CommandLine(id) is var command
            && command.Contains("postgres", StringComparison.Ordinal) && command.Contains(DataFolder, StringComparison.Ordinal))
        {
            throw new StandaloneException($"Another PostgreSQL (process {id}) already runs on {DataFolder}: stop it, then try again.");
        }
        File.Delete(pidFile);
    }

    private async Task InitializeAsync(string binaries, CancellationToken ct)
    {
        // Made beside its place and then moved: a folder named data is always a whole one.
        var unfinished = DataFolder + ".new";
        if (Directory.Exists(unfinished))
        {
            Directory.Delete(unfinished, recursive: true);
        }
        string[] initdb =
        [
            Path.Combine(binaries, "initdb"), "--pgdata", unfinished, "--username", AdminUser, "--pwfile", PasswordFile,
            "--auth=scram-sha-256", "--data-checksums", "--encoding=UTF8", "--locale=C.UTF-8",
            .. _disposable ? ["--no-sync"] : Array.Empty<string>(), // of the freshly made files only; the server itself syncs
        ];
        await RunAsync(_stepDownTo is null ? Cli.Wrap(initdb[0]).WithArguments(initdb[1..]) : AsServerUser(initdb), "initdb", ct);
        Directory.Move(unfinished, DataFolder);
    }

    private static async Task RunAsync(Command command, string name, CancellationToken ct)
    {
        var result = await command.WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(ct);
        if (result.ExitCode != 0)
        {
            throw new StandaloneException($"{name} failed: {result.StandardError.Trim()}");
        }
    }
}
