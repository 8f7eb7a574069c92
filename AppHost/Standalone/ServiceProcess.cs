namespace Avanii.AppHost.Standalone;

/// <summary>One of the shop's services, as a process.</summary>
public sealed class ServiceProcess : ManagedProcess
{
    /// <summary>A service must have finished what is in flight by then (DESIGN: exit inside 25 s of SIGTERM).</summary>
    private static readonly TimeSpan s_stopLimit = TimeSpan.FromSeconds(25);

    private readonly string _assembly;
    private readonly string _folder;
    private readonly bool _disposable;
    private readonly Func<IReadOnlyDictionary<string, string?>> _environment;
    private readonly HttpClient _http = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(2) });

    internal ServiceProcess(
        string name, string assembly, string folder, int port, string logFile, bool disposable, Func<IReadOnlyDictionary<string, string?>> environment)
        : base(name, logFile)
    {
        _assembly = assembly;
        _folder = folder;
        _disposable = disposable;
        _environment = environment;
        Port = port;
        Url = new($"http://localhost:{port}");
    }

    public int Port { get; }

    public Uri Url { get; }

    public override string Address => Url.ToString().TrimEnd('/');

    /// <summary>What it gets on top of the engine's own variables; null: this one is taken away. Known once the servers run.</summary>
    public IReadOnlyDictionary<string, string?> Environment => _environment();

    /// <summary>Runs one of the service's commands (<c>--migrate</c>, <c>--seed-demo</c>) with the service's own environment, and waits for its end.</summary>
    /// <exception cref="StandaloneException">It ended with another exit code than 0.</exception>
    public Task RunCommandAsync(IReadOnlyList<string> arguments, CancellationToken ct = default) => RunCommandAsync(arguments, null, ct);

    /// <summary>The same, for a command whose last line of output is what was asked for.</summary>
    public async Task<string> AskCommandAsync(IReadOnlyList<string> arguments, CancellationToken ct = default)
    {
        await RunCommandAsync(arguments, ct);
        return File.ReadLines(CommandLog(arguments)).LastOrDefault() ?? "";
    }

    /// <inheritdoc cref="RunCommandAsync(IReadOnlyList{string}, CancellationToken)"/>
    /// <remarks>Tells the last line of its output every second: some take a while.</remarks>
    internal async Task RunCommandAsync(IReadOnlyList<string> arguments, Action<string>? onOutput, CancellationToken ct)
    {
        var log = CommandLog(arguments);
        var process = ChildProcess.Start(Command(arguments, log));
        await using var cancelled = ct.Register(() => process.Send(Signal.Terminate));
        while (onOutput is not null && await Task.WhenAny(process.Exited, Task.Delay(1000, ct)) != process.Exited)
        {
            ct.ThrowIfCancellationRequested();
            onOutput(process.LastLines(1));
        }
        var exitCode = await process.Exited;
        ct.ThrowIfCancellationRequested();
        if (exitCode != 0)
        {
            throw new StandaloneException(
                $"{Name} {string.Join(' ', arguments)} ended with exit code {exitCode}. The end of {log}:{System.Environment.NewLine}{process.LastLines()}");
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _http.Dispose();
    }

    /// <summary>A second instance of this service, with its environment but a port of its own; not started, and its caller's to end.</summary>
    internal ServiceProcess Twin(string name)
    {
        var port = Ports.Free();
        return new(
            name, _assembly, _folder, port, Path.Combine(Path.GetDirectoryName(LogFile)!, name + ".log"), _disposable,
            () => new Dictionary<string, string?>(_environment()) { ["ASPNETCORE_URLS"] = $"http://localhost:{port}" });
    }

    internal void RequireBuilt()
    {
        if (!File.Exists(_assembly))
        {
            throw new StandaloneException($"{Path.GetFileName(_assembly)} is not built (looked at {_assembly}): run ./avanii up, or dotnet build.");
        }
    }

    private protected override Task<ChildProcess> LaunchAsync(bool again, CancellationToken ct) =>
        Task.FromResult(ChildProcess.Start(Command([], LogFile) with { AppendToLog = again }));

    private protected override Task WaitUntilReadyAsync(ChildProcess process, CancellationToken ct) =>
        // The limit leaves room for the first migration on a busy machine.
        WaitForAnswerAsync(process, IsHealthyAsync, TimeSpan.FromMinutes(2), ct);

    private protected override Task<bool> StopMainAsync(ChildProcess process) => process.StopAsync(Signal.Terminate, s_stopLimit);

    private async Task<bool> IsHealthyAsync(CancellationToken ct)
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri(Url, "/health"), ct);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false; // not listening yet
        }
    }

    private string CommandLog(IReadOnlyList<string> arguments) => Path.ChangeExtension(LogFile, $".{arguments[0].TrimStart('-')}.log");

    private ChildProcessStart Command(IReadOnlyList<string> arguments, string log) =>
        new([DotnetHost(), _assembly, .. arguments], _folder, log, WhenEngineDies: _disposable ? Signal.Kill : Signal.Terminate) { Environment = Environment };

    private static string DotnetHost() =>
        System.Environment.GetEnvironmentVariable("DOTNET_HOST_PATH")
        ?? (System.Environment.ProcessPath is { } self && Path.GetFileName(self) == "dotnet" ? self : "dotnet");
}
