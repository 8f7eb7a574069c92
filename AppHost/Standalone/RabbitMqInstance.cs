using System.Net.Sockets;

namespace Avanii.AppHost.Standalone;

/// <summary>The ports of a broker: clients, management API, Erlang's node-to-node protocol and its name service. 0: a free one.</summary>
public sealed record RabbitMqPorts(int Amqp = 0, int Management = 0, int Distribution = 0, int Epmd = 0)
{
    internal IEnumerable<(int Port, string For)> Fixed() =>
        new[] { (Amqp, "RabbitMQ"), (Management, "RabbitMQ's management"), (Distribution, "RabbitMQ's node"), (Epmd, "RabbitMQ's epmd") }
            .Where(port => port.Item1 != 0);
}

/// <summary>
/// A private RabbitMQ from the machine's own binaries: own folders, own login (no guest), own Erlang cookie, loopback
/// only, and its own epmd (Erlang's name service), which other brokers on the machine neither see nor miss.
/// </summary>
public sealed class RabbitMqInstance : ManagedProcess
{
    private const string User = "avanii";
    private readonly string _folder;
    private readonly bool _disposable;
    private readonly RabbitMqPorts _ports;
    private ChildProcess? _epmd;

    private RabbitMqInstance(string folder, RabbitMqPorts ports, string logFile, bool disposable) : base("messaging", logFile)
    {
        _folder = folder;
        _ports = ports;
        _disposable = disposable;
    }

    public int Port => _ports.Amqp;

    public override string Address => $"127.0.0.1:{Port}";

    /// <summary>Where it is, with its administrator's login and the virtual host <c>/</c>.</summary>
    public RabbitMqServer Server { get; private set; } = null!;

    internal override IEnumerable<ProcessIdentity> Processes =>
        _epmd is { Exited.IsCompleted: false } ? [.. base.Processes, _epmd.Identity] : base.Processes;

    /// <summary>Starts a broker on the data in <paramref name="folder"/>; on an empty one, with a generated password.</summary>
    /// <param name="folder">Holds its data, configuration, cookie and password.</param>
    /// <param name="ports">By default free ones.</param>
    /// <param name="disposable">Nothing of it is kept: the folder goes when the instance is disposed of.</param>
    /// <param name="logFile">By default <c>messaging.log</c> in the folder.</param>
    /// <param name="ct">Gives up.</param>
    /// <exception cref="StandaloneException">A sentence that says what stands in the way.</exception>
    public static async Task<RabbitMqInstance> StartAsync(
        string folder, RabbitMqPorts? ports = null, bool disposable = false, string? logFile = null, CancellationToken ct = default)
    {
        await Ports.RequireFreeAsync((ports ?? new()).Fixed(), ct);
        var instance = Create(folder, ports ?? new(), disposable, logFile);
        await instance.StartAsync(ct);
        return instance;
    }

    internal static RabbitMqInstance Create(string folder, RabbitMqPorts ports, bool disposable, string? logFile)
    {
        folder = Path.GetFullPath(folder);
        ports = new(Ports.OrFree(ports.Amqp), Ports.OrFree(ports.Management), Ports.OrFree(ports.Distribution), Ports.OrFree(ports.Epmd));
        return new(folder, ports, logFile ?? Path.Combine(folder, "messaging.log"), disposable);
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
        var (server, epmd) = RabbitMqBinaries.Find();
        await WriteConfigurationAsync(ct);
        var environment = new Dictionary<string, string?>
        {
            ["HOME"] = _folder, // where Erlang looks for its cookie
            ["LANG"] = "C.UTF-8",
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
            ["ERL_EPMD_PORT"] = Text(_ports.Epmd),
            ["RABBITMQ_NODENAME"] = "avanii@localhost", // the epmd is our own, so the name needs to be no other than this
            ["RABBITMQ_USE_LONGNAME"] = "false",
            ["RABBITMQ_DIST_PORT"] = Text(_ports.Distribution),
            ["RABBITMQ_NODE_PORT"] = null, // what the caller has for a broker of his own stays his
            ["RABBITMQ_NODE_IP_ADDRESS"] = null,
            ["RABBITMQ_CONF_ENV_FILE"] = Path.Combine(_folder, "rabbitmq-env.conf"),
            ["RABBITMQ_CONFIG_FILE"] = Path.Combine(_folder, "rabbitmq.conf"),
            ["RABBITMQ_ADVANCED_CONFIG_FILE"] = Path.Combine(_folder, "advanced.config"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(_folder, "enabled_plugins"),
            ["RABBITMQ_MNESIA_BASE"] = Path.Combine(_folder, "data"),
            ["RABBITMQ_LOG_BASE"] = Path.Combine(_folder, "log"),
            ["RABBITMQ_LOGS"] = "-", // standard output
            ["RABBITMQ_PID_FILE"] = Path.Combine(_folder, "pid"),
            // Distribution on loopback too, and schedulers that don't burn a small machine's CPU while they wait
            // (https://www.rabbitmq.com/docs/runtime#thread-busy-waiting).
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1} +sbwt none +sbwtdcpu none +sbwtdio none",
            // The start script's own switch for "be the broker instead of waiting for it": one process less, and signals
            // reach the broker itself.
            ["RUNNING_UNDER_SYSTEMD"] = "true",
            ["NOTIFY_SOCKET"] = null,
        };
        var whenEngineDies = _disposable ? Signal.Kill : Signal.Terminate;
        if (_epmd is null or { Exited.IsCompleted: true })
        {
            _epmd = ChildProcess.Start(new([epmd, "-address", "127.0.0.1", "-port", Text(_ports.Epmd)], _folder, LogFile + ".epmd", Signal.Kill)
            {
                Environment = environment,
            });
        }
        return ChildProcess.Start(new([server], _folder, LogFile, whenEngineDies) { Environment = environment, AppendToLog = again });
    }

    private protected override Task WaitUntilReadyAsync(ChildProcess process, CancellationToken ct) =>
        WaitForAnswerAsync(process, async deadline => await SpeaksAmqpAsync(deadline) && await ManagementAnswersAsync(deadline), TimeSpan.FromMinutes(2), ct);

    private protected override Task<bool> StopMainAsync(ChildProcess process) =>
        process.StopAsync(_disposable ? Signal.Kill : Signal.Terminate, TimeSpan.FromSeconds(60));

    private protected override async Task AfterEndAsync()
    {
        if (_epmd is not null)
        {
            await _epmd.KillAsync(); // keeps nothing on disk
        }
    }

    private static string Text(int port) => port.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private async Task WriteConfigurationAsync(CancellationToken ct)
    {
        try
        {
            Directory.CreateDirectory(_folder);
            Directory.CreateDirectory(Path.Combine(_folder, "log"));
            var password = await SecretFile.GetOrCreateAsync(Path.Combine(_folder, "password"), ct);
            var cookie = Path.Combine(_folder, ".erlang.cookie");
            if (!File.Exists(cookie))
            {
                await SecretFile.CreateAsync(cookie, ct);
            }
            Server = new(
                new Uri($"amqp://{User}:{password}@127.0.0.1:{_ports.Amqp}"),
                new Uri($"http://{User}:{password}@127.0.0.1:{_ports.Management}"));
            await File.WriteAllTextAsync(Path.Combine(_folder, "rabbitmq-env.conf"), "", ct); // instead of the machine's own in /etc
            await File.WriteAllTextAsync(Path.Combine(_folder, "enabled_plugins"), "[rabbitmq_management].", ct);
            var configuration = Path.Combine(_folder, "rabbitmq.conf");
            await File.WriteAllTextAsync(configuration, $"""
                listeners.tcp.1 = 127.0.0.1:{_ports.Amqp}
                management.tcp.ip = 127.0.0.1
                management.tcp.port = {_ports.Management}
                # the one login, made at the first start instead of guest
                default_user = {User}
                default_pass = {password}
                default_user_tags.administrator = true
                log.console = true
                log.console.level = info
                log.file = false

                """, ct);
            File.SetUnixFileMode(configuration, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new StandaloneException($"The folder {_folder} cannot be written: {e.Message}", e);
        }
    }

    private async Task<bool> SpeaksAmqpAsync(CancellationToken ct)
    {
        // The port opens before the broker serves: only its greeting (a frame of type 1, Connection.Start) says that it does.
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", _ports.Amqp, ct);
            var stream = client.GetStream();
            await stream.WriteAsync("AMQP\0\0\x09\x01"u8.ToArray(), ct);
            var frame = new byte[1];
            return await stream.ReadAsync(frame, ct) == 1 && frame[0] == 1;
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return false;
        }
    }

    private async Task<bool> ManagementAnswersAsync(CancellationToken ct)
    {
        try
        {
            using var http = Server.ManagementClient();
            using var answer = await http.GetAsync(new Uri("api/whoami", UriKind.Relative), ct);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
