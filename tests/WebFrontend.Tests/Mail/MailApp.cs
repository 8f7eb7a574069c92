using Avanii.Testing;
using Avanii.Web.Accounts;
using Avanii.Web.Mail;
using MassTransit;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace Avanii.Web.Tests.Mail;

/// <summary>The real WebFrontend with a database and a virtual host of its own, and the mail server that a test gives it.</summary>
public sealed class MailApp : WebApplicationFactory<Program>, IAsyncLifetime
{
    private readonly string _environment;
    private readonly (string Name, string? Value)[] _settings;
    private readonly MailApp? _before;
    private string _database = "";
    private Uri _broker = null!;
    private Uri _address = null!;
    private bool _ended;

    /// <summary>Without a mail server, on a developer's machine.</summary>
    public MailApp()
        : this("Development", [])
    {
    }

    private MailApp(string environment, (string Name, string? Value)[] settings, MailApp? before = null) => (_environment, _settings, _before) = (environment, settings, before);

    public static async Task<MailApp> StartAsync(string environment, params (string Name, string? Value)[] settings)
    {
        var app = new MailApp(environment, settings);
        await app.InitializeAsync();
        return app;
    }

    /// <summary>With that mail server, which wants no TLS.</summary>
    internal static Task<MailApp> StartAsync(int smtpPort, params (string Name, string? Value)[] settings) => StartAsync("Development",
        [.. WithServer(smtpPort), .. settings]);

    /// <summary>Started anew, with another mail server, on what the one before has left.</summary>
    internal async Task<MailApp> RestartAsync(int smtpPort)
    {
        await DisposeAsync();
        var app = new MailApp("Development", WithServer(smtpPort), this);
        await app.InitializeAsync();
        return app;
    }

    private static (string Name, string? Value)[] WithServer(int smtpPort) =>
        [("SMTP_HOST", "127.0.0.1"), ("SMTP_PORT", $"{smtpPort}"), ("SMTP_SECURITY", "none"), ("Shop:Mail:From", "shop@avanii.example")];

    public OtherServices Others { get; private set; } = null!;

    public StubGateway Gateway { get; } = new();

    public LogLines Log { get; } = new();

    /// <summary>Where mails lie that go nowhere.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("avanii-mail").FullName;

    public Browser Open() => new(_address);

    public async Task InitializeAsync()
    {
        _database = _before?._database ?? await TestInfrastructure.CreateDatabaseAsync();
        _broker = _before?._broker ?? await TestInfrastructure.CreateVirtualHostAsync();
        await Gateway.StartAsync();
        if (_environment != "Development")
        {
            await RunCommandAsync("--migrate"); // as before a deployment; in Development the program does it by itself
        }
        UseKestrel();
        StartServer();
        using var client = CreateClient();
        _address = client.BaseAddress!;
        await Eventually.AreEqual(BusHealthStatus.Healthy, () => Services.GetRequiredService<IBusControl>().CheckHealth().Status, TimeSpan.FromSeconds(60));
        Others = await OtherServices.StartAsync(_broker, _ => { });
    }

    /// <summary>As a page does: queued in the transaction of its work.</summary>
    public async Task EnqueueAsync(string to, Letter letter)
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Mailer>().Enqueue(to, letter);
        await scope.ServiceProvider.GetRequiredService<AccountsDbContext>().SaveChangesAsync();
    }

    /// <summary>Publishes an event of another service, and returns when it has been worked off.</summary>
    public Task DeliverAsync<T>(T message, Guid? messageId = null)
        where T : class => Others.DeliverAsync(message, messageId, Services.GetRequiredService<IBusControl>());

    /// <returns>The reason and the body of the first failed message, once there is one.</returns>
    public async Task<(string Reason, string Message)> FailedAsync(string queue)
    {
        await using var connection = await new ConnectionFactory { Uri = _broker }.CreateConnectionAsync();
        var failed = await Eventually.GetAsync(async () =>
        {
            await using var channel = await connection.CreateChannelAsync(); // a queue that is not there yet closes it
            return await channel.BasicGetAsync(queue + "_error", autoAck: false); // and it goes back
        }, message => message is not null, TimeSpan.FromSeconds(30));
        var headers = string.Join('\n', failed!.BasicProperties.Headers!.Select(header => $"{header.Key}: {(header.Value is byte[] text ? System.Text.Encoding.UTF8.GetString(text) : header.Value)}"));
        return (headers, System.Text.Encoding.UTF8.GetString(failed.Body.Span));
    }

    /// <summary>Another instance of the program runs a command.</summary>
    /// <returns>What it printed.</returns>
    public async Task<string> RunCommandAsync(params string[] arguments)
    {
        using var program = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("dotnet", [typeof(Mailer).Assembly.Location, .. arguments])
        {
            WorkingDirectory = AppContext.BaseDirectory,
            RedirectStandardOutput = true,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["ConnectionStrings__avanii"] = _database,
                ["ConnectionStrings__messaging"] = _broker.AbsoluteUri,
            },
        })!;
        var output = await program.StandardOutput.ReadToEndAsync();
        await program.WaitForExitAsync();
        Assert.True(program.ExitCode == 0, output);
        return output;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(_environment);
        builder.UseUrls("http://127.0.0.1:0"); // not UseKestrel(0): that sets the port when the server may have started already
        builder.UseSetting("ConnectionStrings:avanii", _database);
        builder.UseSetting("ConnectionStrings:messaging", _broker.AbsoluteUri);
        builder.UseSetting("services:gateway:http:0", Gateway.Address);
        builder.UseSetting("Mail:Folder", Folder);
        builder.UseSetting("Messaging:RetryAfter:0", "00:00:00.05");
        foreach (var (delay, position) in Enumerable.Repeat("00:00:00.3", 20).Select((delay, position) => (delay, position)))
        {
            builder.UseSetting($"Messaging:RedeliverAfter:{position}", delay);
        }
        foreach (var (name, value) in _settings)
        {
            builder.UseSetting(name, value);
        }
        builder.ConfigureServices(services => services.AddLogging(logging => logging.ClearProviders().AddProvider(Log)));
    }

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    public override async ValueTask DisposeAsync()
    {
        if (_ended)
        {
            return; // by a restart
        }
        _ended = true;
        await Others.DisposeAsync();
        await base.DisposeAsync();
        await Gateway.DisposeAsync();
        Log.Dispose();
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}

/// <summary>All that was logged, as text.</summary>
public sealed class LogLines : ILoggerProvider
{
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> _lines = new();

    public string Text => string.Join('\n', _lines);

    public ILogger CreateLogger(string categoryName) => new Lines(_lines);

    public void Dispose()
    {
    }

    private sealed class Lines(System.Collections.Concurrent.ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{logLevel}: {formatter(state, exception)} {exception}");
    }
}
