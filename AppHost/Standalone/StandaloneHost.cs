using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace Avanii.AppHost.Standalone;

/// <summary>
/// The map of the stack without Aspire: what runs, who knows whom, and who waits for whom. It says what AppHost.cs says;
/// tests/Architecture.Tests holds the two together.
/// </summary>
public sealed class StandaloneHost : IAsyncDisposable
{
    public const string DatabaseServer = "postgres";
    public const string Database = "avanii";
    public const string Broker = "messaging";

    /// <summary>
    /// The five services. Everybody knows <c>web</c>, where the public keys of tokens are, but nobody waits for it: keys
    /// are fetched when the first token comes. Gateway and web wait for those they cannot show a page without.
    /// </summary>
    public static IReadOnlyList<ServiceOnMap> Services { get; } =
    [
        new("catalog", "CatalogService", Port: 5011, References: [Database, Broker, "web"], WaitsFor: [Database, Broker]),
        new("cart", "CartService", Port: 5012, References: [Database, Broker, "catalog", "web"], WaitsFor: [Database, Broker]),
        new("orders", "OrderService", Port: 5013, References: [Database, Broker, "cart", "web"], WaitsFor: [Database, Broker]),
        new("gateway", "Gateway", Port: 5002, References: ["catalog", "cart", "orders", "web"], WaitsFor: ["catalog", "cart", "orders"]),
        new("web", "WebFrontend", Port: 5001, References: [Database, Broker, "gateway"], WaitsFor: [Database, Broker, "catalog", "cart", "orders"])
        {
            Settings = ["SECRET_KEY", "Mail__Folder", "Shop__PublicUrl"],
        },
    ];

    // Beside the usual ports rather than on them: the machine may well have a PostgreSQL and a RabbitMQ of its own.
    private const int PostgresPort = 5433;
    private static readonly RabbitMqPorts s_rabbitMqPorts = new(Amqp: 5673, Management: 15673, Distribution: 25673, Epmd: 4370);

    private const long LeastDiskSpace = 500L << 20; // a database, its log and a broker that stops at 50 MB

    private readonly StandaloneOptions _options;
    private readonly string _dataFolder;
    private readonly DisposableFolder? _disposableFolder;
    private readonly Dictionary<string, ManagedProcess> _pieces = [];
    private string _postgresFolder = "";

    private StandaloneHost(StandaloneOptions options)
    {
        _options = options;
        _disposableFolder = options is { Disposable: true, DataFolder: null } ? DisposableFolder.Create() : null;
        _dataFolder = _disposableFolder?.Path ?? Path.GetFullPath(options.DataFolder ?? Path.Combine(options.Repository, ".avanii"));
    }

    /// <summary>The shop's address.</summary>
    public Uri Shop => Service("web").Url;

    public Uri Gateway => Service("gateway").Url;

    public PostgresInstance Postgres => (PostgresInstance)this[DatabaseServer];

    public RabbitMqInstance RabbitMq => (RabbitMqInstance)this[Broker];

    /// <summary>The shop's database, as the superuser.</summary>
    public string DatabaseConnectionString => Postgres.Server.ConnectionStringFor(Database);

    public string LogFolder => _options.LogFolder ?? Path.Combine(_dataFolder, "logs");

    /// <summary>Everything that runs, in the order in which it is started; the end goes the other way.</summary>
    public IReadOnlyCollection<ManagedProcess> Pieces => _pieces.Values;

    /// <summary>A piece by its name: <c>postgres</c>, <c>messaging</c>, <c>catalog</c>, <c>cart</c>, <c>orders</c>, <c>gateway</c>, <c>web</c>.</summary>
    public ManagedProcess this[string piece] => _pieces[piece];

    public ServiceProcess Service(string name) => (ServiceProcess)_pieces[name];

    /// <summary>Starts everything, as much of it at once as waits for nobody, and returns when all of it answers.</summary>
    /// <exception cref="StandaloneException">A sentence that says what stands in the way; what had been started has been ended again.</exception>
    public static async Task<StandaloneHost> StartAsync(StandaloneOptions options, CancellationToken ct = default)
    {
        var host = new StandaloneHost(options);
        try
        {
            await host.LayOutAsync(ct);
            await host.StartAllAsync(ct);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends everything in reverse order: nobody loses what he depends on before he has ended himself.</summary>
    public async Task StopAsync()
    {
        string[][] reverse = [["web"], ["gateway"], ["catalog", "cart", "orders"], [Broker, DatabaseServer]];
        foreach (var layer in reverse)
        {
            await Task.WhenAll(layer.Select(_pieces.GetValueOrDefault).OfType<ManagedProcess>().Select(async piece =>
            {
                if (piece.IsRunning)
                {
                    var clock = Stopwatch.StartNew();
                    Report(piece.Name, PieceState.Stopping);
                    var inOrder = await piece.StopAsync();
                    Report(piece.Name, PieceState.Stopped, clock.Elapsed, inOrder ? "" : "did not end in time and was killed");
                }
                await piece.StopAsync(); // also what stands beside a piece that has crashed
            }));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        foreach (var piece in _pieces.Values)
        {
            await piece.DisposeAsync();
        }
        _disposableFolder?.Dispose();
    }

    private async Task LayOutAsync(CancellationToken ct)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new StandaloneException("Without Aspire the stack runs on Linux only: use a container runtime and ./avanii aspire on, or WSL.");
        }
        PrepareDataFolder();
        _postgresFolder = await PostgresFolderAsync(ct);
        var ports = Services.ToDictionary(service => service.Name, service => _options.FreePorts ? Ports.Free() : service.Port);
        if (!_options.FreePorts)
        {
            await Ports.RequireFreeAsync(
                [.. Services.Select(service => (service.Port, service.Name)), (PostgresPort, "PostgreSQL"), .. s_rabbitMqPorts.Fixed()], ct);
        }
        Add(PostgresInstance.Create(_postgresFolder, _options.FreePorts ? 0 : PostgresPort, _options.Disposable, LogFile(DatabaseServer)));
        Add(RabbitMqInstance.Create(Path.Combine(_dataFolder, Broker), _options.FreePorts ? new() : s_rabbitMqPorts, _options.Disposable, LogFile(Broker)));
        var secretKey = await SecretFile.GetOrCreateAsync(Path.Combine(_dataFolder, "secret-key"), ct);
        foreach (var service in Services)
        {
            var built = Path.Combine(_options.Repository, "artifacts", _options.Published ? "publish" : "bin", service.Project, _options.Configuration);
            Add(new ServiceProcess(
                service.Name,
                Path.Combine(built, service.Project + ".dll"),
                // The content root: appsettings.json and wwwroot as they are in the source, or as published.
                _options.Published ? built : Path.Combine(_options.Repository, service.Project),
                ports[service.Name],
                LogFile(service.Name),
                _options.Disposable,
                () => EnvironmentOf(service, ports, secretKey)));
            Service(service.Name).RequireBuilt();
        }
    }

    private async Task StartAllAsync(CancellationToken ct)
    {
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var ready = new Dictionary<string, Task>();
        ready[Database] = StartAsync(Postgres, [], failed.Token, afterwards: () => Postgres.Server.EnsureDatabaseAsync(Database, failed.Token));
        ready[Broker] = StartAsync(RabbitMq, [], failed.Token);
        if (_options.Environment != "Development")
        {
            ready[Database] = MigrateAsync(ready[Database], failed.Token);
        }
        foreach (var service in Services)
        {
            ready[service.Name] = StartAsync(Service(service.Name), [.. service.WaitsFor.Select(name => ready[name])], failed.Token);
        }
        ready["seed"] = SeedAsync(ready["catalog"], failed.Token);

        // The first failure is the one to tell; what follows from it is only cancelled.
        await foreach (var piece in Task.WhenEach(ready.Values))
        {
            if (!piece.IsCompletedSuccessfully)
            {
                await failed.CancelAsync();
            }
        }
        ct.ThrowIfCancellationRequested();
        await (ready.Values.FirstOrDefault(piece => piece.IsFaulted) ?? Task.CompletedTask);
    }

    private async Task StartAsync(ManagedProcess piece, Task[] waitsFor, CancellationToken ct, Func<Task>? afterwards = null)
    {
        var clock = Stopwatch.StartNew();
        Report(piece.Name, PieceState.Waiting);
        await Task.WhenAll(waitsFor).WaitAsync(ct);
        Report(piece.Name, PieceState.Starting);
        clock.Restart();
        try
        {
            await piece.StartAsync(ct);
            await (afterwards?.Invoke() ?? Task.CompletedTask);
        }
        catch (StandaloneException)
        {
            Report(piece.Name, PieceState.Failed, clock.Elapsed);
            throw;
        }
        _options.OnPieces?.Invoke(Pieces);
        Report(piece.Name, PieceState.Ready, clock.Elapsed, piece.Address);
    }

    /// <summary>As at a deployment: each owner of a schema brings it up to date and exits, before any new code serves.</summary>
    private async Task MigrateAsync(Task database, CancellationToken ct)
    {
        await database;
        await Step("migrations", () => Task.WhenAll(
            Services.Where(service => service.References.Contains(Database)).Select(service => Service(service.Name).RunCommandAsync(["--migrate"], ct))));
    }

    private async Task SeedAsync(Task catalog, CancellationToken ct)
    {
        var done = Path.Combine(_dataFolder, "seeded");
        if (!_options.Seed)
        {
            return;
        }
        await catalog;
        if (Postgres.IsNew || !File.Exists(done))
        {
            // The pictures are drawn here, which takes a minute or two, once.
            const string Name = "demo data";
            await Step(Name, () => Service("catalog").RunCommandAsync(["--seed-demo"], line => Report(Name, PieceState.Starting, detail: line), ct));
            await File.WriteAllTextAsync(done, "", ct);
        }
    }

    private async Task Step(string name, Func<Task> work)
    {
        var clock = Stopwatch.StartNew();
        Report(name, PieceState.Starting);
        await work();
        Report(name, PieceState.Ready, clock.Elapsed);
    }

    /// <summary>What Aspire would inject, under the same names.</summary>
    private Dictionary<string, string?> EnvironmentOf(ServiceOnMap service, Dictionary<string, int> ports, string secretKey)
    {
        var variables = new Dictionary<string, string?>
        {
            ["ASPNETCORE_ENVIRONMENT"] = _options.Environment,
            ["DOTNET_ENVIRONMENT"] = _options.Environment,
            ["ASPNETCORE_URLS"] = $"http://localhost:{ports[service.Name]}",
            ["OTEL_SERVICE_NAME"] = service.Name,
        };
        foreach (var setting in service.Settings)
        {
            variables[setting] = setting switch
            {
                "SECRET_KEY" => secretKey,
                "Shop__PublicUrl" => $"http://localhost:{ports[service.Name]}",
                "Mail__Folder" => Path.Combine(_dataFolder, "mail"),
                _ => throw new InvalidOperationException($"Nobody has said what {setting} is."),
            };
        }
        foreach (var name in service.References)
        {
            var (key, value) = name switch
            {
                Database => ($"ConnectionStrings__{Database}", DatabaseConnectionString),
                Broker => ($"ConnectionStrings__{Broker}", RabbitMq.Server.AmqpUri.ToString()),
                _ => ($"services__{name}__http__0", $"http://localhost:{ports[name]}"),
            };
            variables[key] = name is Database or Broker ? _options.Rewire?.Invoke(service.Name, name, value) ?? value : value;
        }
        IEnumerable<KeyValuePair<string, string?>> more = [.. _options.Variables, .. _options.ServiceVariables.GetValueOrDefault(service.Name) ?? new Dictionary<string, string?>()];
        foreach (var (key, value) in more)
        {
            variables[key] = value;
        }
        return variables;
    }

    private void PrepareDataFolder()
    {
        try
        {
            Directory.CreateDirectory(_dataFolder);
            Directory.CreateDirectory(LogFolder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            var probe = Path.Combine(_dataFolder, ".probe");
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new StandaloneException($"The folder {_dataFolder} cannot be written: {e.Message}", e);
        }
        var free = new DriveInfo(_dataFolder).AvailableFreeSpace;
        if (free < LeastDiskSpace)
        {
            throw new StandaloneException($"Only {free >> 20} MB are free on the disk of {_dataFolder}: make room for at least {LeastDiskSpace >> 20} MB.");
        }
    }

    private async Task<string> PostgresFolderAsync(CancellationToken ct)
    {
        var folder = Path.Combine(_dataFolder, DatabaseServer);
        if (await PostgresInstance.CanReachAsync(folder, ct))
        {
            return folder;
        }
        // A clone below /root, say: the server's user can't get there, so its data lies where he can, in a place of this clone's own.
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(_dataFolder)))[..12];
        var elsewhere = Path.Combine("/var/lib/avanii", name);
        Report(DatabaseServer, PieceState.Waiting, detail: $"its user cannot reach {_dataFolder}; the data is in {elsewhere}");
        return elsewhere;
    }

    private void Add(ManagedProcess piece) => _pieces.Add(piece.Name, piece);

    private string LogFile(string name) => Path.Combine(LogFolder, name + ".log");

    private void Report(string piece, PieceState state, TimeSpan took = default, string detail = "") =>
        _options.OnProgress?.Invoke(new(piece, state, took, detail));
}

/// <summary>A service on the map.</summary>
/// <param name="Name">By which the others know it.</param>
/// <param name="Project">Its project, folder and assembly.</param>
/// <param name="Port">Where <c>./avanii up</c> has it.</param>
/// <param name="References">Whose addresses it gets.</param>
/// <param name="WaitsFor">Who must answer before it is started.</param>
public sealed record ServiceOnMap(string Name, string Project, int Port, IReadOnlyList<string> References, IReadOnlyList<string> WaitsFor)
{
    /// <summary>What it gets besides, by name.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];
}
