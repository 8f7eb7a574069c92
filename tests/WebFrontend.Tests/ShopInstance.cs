using System.Collections.Concurrent;
using Avanii.ServiceDefaults;
using Avanii.Testing;
using Avanii.Web.Accounts;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using OtpNet;

namespace Avanii.Web.Tests;

/// <summary>One of several WebFrontends on one database, with settings, a clock and a log that a test can look at.</summary>
public sealed class ShopInstance : WebApplicationFactory<Program>, IAsyncDisposable
{
    public const string Password = "correct horse battery";

    private readonly Dictionary<string, string?> _settings;
    private readonly string _environment;
    private readonly TimeProvider _clock;
    private readonly LogLines _log = new();

    private ShopInstance(string database, Dictionary<string, string?> settings, string environment, TimeProvider clock, Uri broker)
    {
        (Database, _settings, _environment, _clock, Broker) = (database, settings, environment, clock, broker);
        UseKestrel();
    }

    public string Database { get; }

    /// <summary>Where it finds the broker.</summary>
    public Uri Broker { get; }

    public StubGateway Gateway { get; } = new();

    /// <summary>What it has written into its log, without levels below information.</summary>
    public IReadOnlyCollection<string> Lines => _log.Lines;

    /// <param name="database">Of another instance; null: a new one.</param>
    /// <param name="settings">On top of its own.</param>
    /// <param name="environment">Another one than Development needs a database that an instance in Development has been at.</param>
    /// <param name="clock">Shared by instances.</param>
    /// <param name="broker">A virtual host; null: there is no broker.</param>
    public static async Task<ShopInstance> StartAsync(
        string? database = null, Dictionary<string, string?>? settings = null, string environment = "Development", TimeProvider? clock = null, Uri? broker = null)
    {
        if (database is null)
        {
            database = await (await TestInfrastructure.PostgresAsync()).CreateDatabaseAsync();
            if (environment != "Development")
            {
                await using var migration = await StartAsync(database);
            }
        }
        var app = new ShopInstance(database, settings ?? [], environment, clock ?? TimeProvider.System, broker ?? new Uri("amqp://nobody:nobody@127.0.0.1:1/"));
        await app.Gateway.StartAsync();
        app.StartServer();
        return app;
    }

    public Uri Address
    {
        get
        {
            using var client = CreateClient();
            return client.BaseAddress!;
        }
    }

    public Browser Open() => new(Address);

    /// <summary>Asks as an API client does.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">Where.</param>
    /// <param name="body">Sent as JSON, if any.</param>
    /// <param name="token">Sent as the bearer token, if any.</param>
    /// <param name="headers">Further ones.</param>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null, string? token = null, params (string Name, string Value)[] headers)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };
        using var request = new HttpRequestMessage(method, path);
        request.Content = body switch
        {
            null => null,
            HttpContent content => content,
            _ => System.Net.Http.Json.JsonContent.Create(body),
        };
        request.Headers.Authorization = token is null ? null : new("Bearer", token);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
        return await client.SendAsync(request);
    }

    /// <summary>Somebody who has an account, with <see cref="Password"/>.</summary>
    public async Task<Account> CreateAccountAsync(string role = Roles.Shopper, params string[] areas)
    {
        await using var scope = Services.CreateAsyncScope();
        var account = new Account
        {
            Id = Guid.CreateVersion7(), Name = "Mia", Email = $"{Guid.NewGuid():N}@example.com", EmailConfirmed = true, Role = role, Areas = [.. areas], CreatedAt = _clock.GetUtcNow(),
        };
        account.UserName = account.Id.ToString("N");
        var result = await scope.ServiceProvider.GetRequiredService<UserManager<Account>>().CreateAsync(account, Password);
        Assert.True(result.Succeeded, string.Join(' ', result.Errors.Select(error => error.Description)));
        return account;
    }

    /// <summary>From now on the account asks for a code.</summary>
    /// <returns>Makes the code of this moment.</returns>
    public async Task<Func<string>> EnableAppAsync(Account account)
    {
        await using var scope = Services.CreateAsyncScope();
        var totpSecret = AuthenticatorApp.NewSecret();
        string Code() => new Totp(totpSecret).ComputeTotp(_clock.GetUtcNow().UtcDateTime);
        var db = scope.ServiceProvider.GetRequiredService<AccountsDbContext>();
        var tracked = (await db.Accounts.FindAsync(account.Id))!;
        Assert.NotNull(await scope.ServiceProvider.GetRequiredService<AuthenticatorApp>().EnableAsync(tracked, totpSecret, Code(), CancellationToken.None));
        return Code;
    }

    /// <summary>Signs a browser in.</summary>
    /// <returns>The cookies that it gets, as it sends them.</returns>
    public async Task<string> SignInAsync(Account account)
    {
        await using var scope = Services.CreateAsyncScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        scope.ServiceProvider.GetRequiredService<IHttpContextAccessor>().HttpContext = context;
        var present = await scope.ServiceProvider.GetRequiredService<AccountsDbContext>().Accounts.AsNoTracking().SingleAsync(a => a.Id == account.Id);
        await scope.ServiceProvider.GetRequiredService<ShopperSession>().SignInAsync(present, SignInMethods.Password, CancellationToken.None);
        return string.Join("; ", context.Response.Headers.SetCookie.Select(cookie => cookie!.Split(';')[0]));
    }

    /// <summary>Looks at the cart with these cookies.</summary>
    /// <returns>Whose token the gateway got; null when it was not asked: there is no cart to show.</returns>
    public async Task<JsonWebToken?> SeenByGatewayAsync(string cookies, params (string Name, string Value)[] headers)
    {
        Gateway.Forget();
        using var answer = await SendAsync(HttpMethod.Get, "/cart", null, null, [("Cookie", cookies), .. headers]);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode} {string.Join("\n", Lines)}");
        return Gateway.Calls.FirstOrDefault(call => call.Headers.ContainsKey("Authorization"))?.Headers["Authorization"] is { } bearer
            ? new JsonWebToken(bearer["Bearer ".Length..])
            : null;
    }

    public async Task<bool> IsSignedInAsync(string cookies, Account account) => (await SeenByGatewayAsync(cookies))?.Subject == account.Subject;

    /// <summary>Looks into the tables, or changes something there as no page does.</summary>
    public async Task<T> WithDatabaseAsync<T>(Func<AccountsDbContext, Task<T>> work)
    {
        await using var scope = Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<AccountsDbContext>());
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(_environment);
        builder.UseUrls("http://127.0.0.1:0"); // not UseKestrel(0): that sets the port when the server may have started already
        builder.UseSetting("ConnectionStrings:avanii", Database);
        builder.UseSetting("ConnectionStrings:messaging", Broker.AbsoluteUri);
        builder.UseSetting("SECRET_KEY", "a secret of tests, which is long enough");
        if (_environment != "Development")
        {
            builder.UseSetting("Shop:PublicUrl", "https://shop.example");
        }
        builder.UseSetting("Freshness:RefreshEvery", "00:00:00"); // tests count the calls
        builder.UseSetting("SigningKeys:RereadEvery", "00:00:00.1");
        builder.UseSetting("SecretRotation:Pause", "00:00:00.1");
        foreach (var (key, value) in _settings)
        {
            builder.UseSetting(key, value);
        }
        builder.UseSetting("services:gateway:http:0", Gateway.Address);
        builder.ConfigureServices(services => services.AddLogging(logging => logging.ClearProviders().AddProvider(_log)));
        builder.ConfigureTestServices(services => services.Replace(ServiceDescriptor.Singleton(_clock)));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Gateway.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private sealed class LogLines : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public IReadOnlyCollection<string> Lines => _lines;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
