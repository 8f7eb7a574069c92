using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text.Json;
using Avanii.ServiceDefaults.Messaging;
using Avanii.Testing;
using Avanii.Web.Contracts;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Avanii.ServiceDefaults.Tests;

/// <summary>The smallest service that has a schema and messages: money moves between accounts, and a ledger adds up what it hears.</summary>
public sealed class LedgerApp : IAsyncDisposable
{
    public const string Queue = "ledger-book-amount";

    private static readonly TestTokens s_tokens = new();
    private readonly WebApplication _app;

    private LedgerApp(WebApplication app) => _app = app;

    public IServiceProvider Services => _app.Services;

    public HttpClient CreateClient() => new() { BaseAddress = new Uri(_app.Urls.Single()) };

    /// <summary>A client with a token of that role.</summary>
    public HttpClient CreateClient(string role)
    {
        var client = CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", s_tokens.Create($"{role}:1", role));
        return client;
    }

    /// <param name="database">Superuser's connection string of a fresh database.</param>
    /// <param name="broker">Address of a virtual host.</param>
    /// <param name="withConsumers">False for a service that only publishes.</param>
    /// <param name="settings">Settings of the section Messaging; null takes one away. What takes seconds in production takes a tenth of one here.</param>
    /// <param name="queues">Who must get <see cref="MoneyMoved"/>; by default this service itself.</param>
    public static async Task<LedgerApp> StartAsync(
        string database, Uri broker, bool withConsumers = true, Dictionary<string, string?>? settings = null, string[]? queues = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Logging.ClearProviders();
        var configuration = new Dictionary<string, string?>
        {
            ["ConnectionStrings:avanii"] = database,
            ["ConnectionStrings:messaging"] = broker.AbsoluteUri,
            ["Health:Details"] = "true",
            ["Messaging:RetryAfter:0"] = "00:00:00.010",
            ["Messaging:RetryAfter:1"] = "00:00:00.050",
            ["Messaging:RedeliverAfter:0"] = "00:00:00.200",
            ["Messaging:RedeliverAfter:1"] = "00:00:00.300",
            ["Messaging:PatienceWithDatabase"] = "00:00:00.500",
            ["Messaging:LookEvery"] = "00:00:00.200",
        };
        foreach (var (key, value) in settings ?? [])
        {
            configuration[$"Messaging:{key}"] = value;
        }
        builder.Configuration.AddInMemoryCollection(configuration.Where(setting => setting.Value is not null));
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddServiceDefaults();
        builder.AddDatabase<LedgerDbContext>(LedgerDbContext.Schema);
        builder.AddMessaging<LedgerDbContext>(
            "ledger", withConsumers ? typeof(BookAmountConsumer).Assembly : typeof(ServiceDbContext).Assembly,
            routes => routes.Deliver<MoneyMoved>(queues ?? [Queue]));
        builder.Services.Replace(ServiceDescriptor.Singleton<ITrustedKeyStore>(s_tokens));
        var app = builder.Build();
        app.UseServiceDefaults();
        app.MapMessaging(StaffAreas.Settings);
        app.MapPost("/amounts", (Amount amount) => TypedResults.Ok(amount));
        app.MapPost("/failures", async (string sqlState, LedgerDbContext db) =>
        {
            await db.Database.ExecuteSqlAsync($"""
                CREATE OR REPLACE FUNCTION fail(state text) RETURNS void LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION USING ERRCODE = state; END'
                """);
            await db.Database.ExecuteSqlAsync($"SELECT fail({sqlState})");
        });
        foreach (var migration in app.Services.GetServices<IMigration>())
        {
            await migration.RunAsync(CancellationToken.None); // makes role and schema; this context has no migrations
        }
        var ledger = new LedgerApp(app);
        await ledger.QueryAsync(async db =>
        {
            if (!await db.Database.SqlQuery<bool>($"SELECT to_regclass('bookings') IS NOT NULL AS \"Value\"").SingleAsync())
            {
                await db.GetService<IRelationalDatabaseCreator>().CreateTablesAsync();
            }
            return 0;
        });
        await app.StartAsync();
        return ledger;
    }

    /// <summary>Runs one unit of work on a context of its own.</summary>
    public async Task<T> QueryAsync<T>(Func<LedgerDbContext, Task<T>> work)
    {
        await using var scope = Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<LedgerDbContext>());
    }

    /// <summary>Writes an event as a service would: with its cause, in one commit.</summary>
    public Task MoveAsync(string account, int amount) => QueryAsync(async db =>
    {
        db.Enqueue($"account:{account}", new MoneyMoved(account, amount));
        return await db.SaveChangesAsync();
    });

    /// <summary>The consumer fails for this account from now on, or no longer.</summary>
    public Task CloseAsync(string account, bool closed = true) => QueryAsync(async db =>
    {
        if (closed)
        {
            db.Add(new ClosedAccount { Account = account });
            return await db.SaveChangesAsync();
        }
        return await db.Set<ClosedAccount>().Where(c => c.Account == account).ExecuteDeleteAsync();
    });

    public Task<int> WaitingAsync() => QueryAsync(db => db.Outbox.CountAsync(m => m.SentAt == null));

    public Task<int> BalanceAsync(string account) => QueryAsync(db => db.Bookings.Where(b => b.Account == account).SumAsync(b => b.Amount));

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    internal sealed record Amount(int Value);
}

public sealed record MoneyMoved(string Account, int Amount);

public sealed class Booking
{
    public long Id { get; private set; }
    public required string Account { get; init; }
    public int Amount { get; init; }
}

public sealed class ClosedAccount
{
    public required string Account { get; init; }
}

public sealed class LedgerDbContext(DbContextOptions<LedgerDbContext> options) : ServiceDbContext(options)
{
    public const string Schema = "ledger";

    public DbSet<Booking> Bookings => Set<Booking>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.HasDefaultSchema(Schema);
        modelBuilder.Entity<Booking>().ToTable("bookings");
        modelBuilder.Entity<ClosedAccount>().ToTable("closed_accounts").HasKey(c => c.Account);
    }
}

/// <summary>Books what it hears; fails for accounts that are closed, after its work was written and before it is committed, and for
/// some whose name says how.</summary>
public sealed class BookAmountConsumer(LedgerDbContext db) : IConsumer<MoneyMoved>
{
    /// <summary>How often it was asked, by account.</summary>
    public static ConcurrentDictionary<string, int> Attempts { get; } = new();

    public async Task Consume(ConsumeContext<MoneyMoved> context)
    {
        var account = context.Message.Account;
        Attempts.AddOrUpdate(account, 1, (_, count) => count + 1);
        db.Bookings.Add(new Booking { Account = account, Amount = context.Message.Amount });
        await db.SaveChangesAsync(context.CancellationToken);
        if (account.StartsWith("unreadable answer", StringComparison.Ordinal))
        {
            throw new JsonException("'<' is an invalid start of a value.");
        }
        if (account.StartsWith("impatient", StringComparison.Ordinal))
        {
            throw new TaskCanceledException("The request was canceled due to the configured HttpClient.Timeout.");
        }
        if (await db.Set<ClosedAccount>().AnyAsync(c => c.Account == account, context.CancellationToken))
        {
            throw new InvalidOperationException($"The account {account} is closed.");
        }
    }
}
