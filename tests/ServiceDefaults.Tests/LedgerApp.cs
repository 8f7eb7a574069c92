using Avanii.ServiceDefaults.Messaging;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Avanii.ServiceDefaults.Tests;

/// <summary>The smallest service that has a schema and messages: money moves between accounts, and a ledger adds up what it hears.</summary>
public sealed class LedgerApp : IAsyncDisposable
{
    private readonly WebApplication _app;

    private LedgerApp(WebApplication app) => _app = app;

    public IServiceProvider Services => _app.Services;

    public HttpClient CreateClient() => new() { BaseAddress = new Uri(_app.Urls.Single()) };

    /// <param name="database">Superuser's connection string of a fresh database.</param>
    /// <param name="broker">Address of a virtual host.</param>
    /// <param name="withConsumers">False for a service that only publishes.</param>
    public static async Task<LedgerApp> StartAsync(string database, Uri broker, bool withConsumers = true)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:avanii"] = database,
            ["ConnectionStrings:messaging"] = broker.AbsoluteUri,
            ["Health:Details"] = "true",
        });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddServiceDefaults();
        builder.AddDatabase<LedgerDbContext>(LedgerDbContext.Schema);
        builder.AddMessaging<LedgerDbContext>(
            "ledger", withConsumers ? typeof(BookAmountConsumer).Assembly : typeof(ServiceDbContext).Assembly, mustArrive: typeof(MoneyMoved));
        var app = builder.Build();
        app.UseServiceDefaults();
        app.MapPost("/amounts", (Amount amount) => TypedResults.Ok(amount));
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

public sealed class LedgerDbContext(DbContextOptions<LedgerDbContext> options) : ServiceDbContext(options)
{
    public const string Schema = "ledger";

    public DbSet<Booking> Bookings => Set<Booking>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.HasDefaultSchema(Schema);
        modelBuilder.Entity<Booking>().ToTable("bookings");
    }
}

/// <summary>Books what it hears; an amount of 13 fails always, one of 7 fails the first time.</summary>
public sealed class BookAmountConsumer(LedgerDbContext db) : IConsumer<MoneyMoved>
{
    private static int s_sevens;

    public async Task Consume(ConsumeContext<MoneyMoved> context)
    {
        db.Bookings.Add(new Booking { Account = context.Message.Account, Amount = context.Message.Amount });
        await db.SaveChangesAsync(context.CancellationToken);
        if (context.Message.Amount == 13 || (context.Message.Amount == 7 && Interlocked.Increment(ref s_sevens) == 1))
        {
            throw new InvalidOperationException("This fails after its work was written, before it was committed.");
        }
    }
}
