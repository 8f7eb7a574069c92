using System.Diagnostics.CodeAnalysis;
using Avanii.ServiceDefaults.Messaging;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
#if USE_ASPIRE
using Microsoft.Extensions.Hosting;
#endif

namespace Avanii.ServiceDefaults;

/// <summary>A service's own schema in the shop's one database.</summary>
public static class Database
{
    /// <summary>Registers <typeparamref name="TContext"/> on that schema: pooled, snake_case, checked by /health, created and brought
    /// up to date by <c>--migrate</c> (in Development at start).</summary>
    /// <param name="builder">The service.</param>
    /// <param name="schema">The schema it owns; its role is named after database and schema.</param>
    /// <param name="extensions">PostgreSQL extensions that its migrations need.</param>
    public static void AddDatabase<TContext>(this WebApplicationBuilder builder, string schema, params string[] extensions)
        where TContext : ServiceDbContext
    {
        var own = ConnectionStrings.ForSchema(builder.Configuration, schema);
        var wakeUp = new OutboxWakeUp();
        builder.Services.AddSingleton(wakeUp);
        builder.AddDbContext<TContext>(own.ConnectionString, options => options
            .UseSnakeCaseNamingConvention()
            .AddInterceptors(wakeUp)
            .UseNpgsql(npgsql => npgsql.MigrationsHistoryTable("__EFMigrationsHistory", schema)));
        builder.Services.AddScoped<ServiceDbContext>(services => services.GetRequiredService<TContext>());
        builder.Services.Replace(ServiceDescriptor.Singleton<ITrustedKeyStore, TrustedKeyStore>());
        builder.Services.AddSingleton<IMigration>(services => new SchemaMigration<TContext>(services, schema, extensions));
        builder.Services.AddHealthChecks().AddCheck<DatabaseHealthCheck<TContext>>("database");
    }

    /// <summary>A further schema of the same owner, for a part with tables of its own that change in one transaction with the rest: the
    /// role that owns the first schema owns it, and the same context has its tables and migrations.</summary>
    /// <param name="builder">The service.</param>
    /// <param name="schema">Its name.</param>
    public static void AddFurtherSchema(this WebApplicationBuilder builder, string schema) => builder.Services.AddSingleton(new FurtherSchema(schema));

    // The one place in code where the build mode shows: both branches do the same, the first by Aspire's client integration.
#if USE_ASPIRE
    private static void AddDbContext<TContext>(this WebApplicationBuilder builder, string connectionString, Action<DbContextOptionsBuilder> configure)
        where TContext : DbContext
        => builder.AddNpgsqlDbContext<TContext>(
            "avanii",
            settings =>
            {
                settings.ConnectionString = connectionString;
                settings.DisableRetry = true; // a retrying strategy refuses transactions of one's own; see docs/architecture.md
                settings.DisableHealthChecks = true; // ours also asks whether the schema is migrated
            },
            configure);
#else
    private static void AddDbContext<TContext>(this WebApplicationBuilder builder, string connectionString, Action<DbContextOptionsBuilder> configure)
        where TContext : DbContext
        => builder.Services.AddDbContextPool<TContext>(options =>
        {
            options.UseNpgsql(connectionString);
            configure(options);
        });
#endif
}

/// <summary>Brings the service's schema up to date.</summary>
internal interface IMigration
{
    Task RunAsync(CancellationToken ct);
}

/// <param name="Name">As it is called in SQL.</param>
internal sealed record FurtherSchema(string Name);

/// <summary>Makes role and schema with the login's rights, then the tables with the role's own.</summary>
internal sealed class SchemaMigration<TContext>(IServiceProvider services, string schema, string[] extensions) : IMigration
    where TContext : DbContext
{
    public async Task RunAsync(CancellationToken ct)
    {
        var configuration = services.GetRequiredService<IConfiguration>();
        await PrepareAsync(ConnectionStrings.Database(configuration), ConnectionStrings.ForSchema(configuration, schema), ConnectionStrings.OwnRoles(configuration), ct);
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<TContext>().Database.MigrateAsync(ct);
    }

    [SuppressMessage("Security", "CA2100", Justification = "Names and a password in hexadecimal that this code made itself, quoted.")]
    private async Task PrepareAsync(NpgsqlConnectionStringBuilder login, NpgsqlConnectionStringBuilder own, bool ownRole, CancellationToken ct)
    {
        login.Pooling = false;
        await using var connection = new NpgsqlConnection(login.ConnectionString);
        await connection.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        // Several services migrate at once: one after the other makes roles, which belong to the whole cluster.
        await ExecuteAsync("SELECT pg_advisory_xact_lock(4711)");
        foreach (var extension in extensions)
        {
            await ExecuteAsync($"""CREATE EXTENSION IF NOT EXISTS "{extension}" SCHEMA public""");
        }
        var schemas = services.GetServices<FurtherSchema>().Select(further => further.Name).Prepend(schema).ToList();
        if (ownRole)
        {
            var role = own.Username;
            await ExecuteAsync($"""
                DO $$ BEGIN
                  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN CREATE ROLE "{role}" LOGIN; END IF;
                END $$;
                ALTER ROLE "{role}" PASSWORD '{own.Password}';
                GRANT "{role}" TO CURRENT_USER;
                """);
        }
        foreach (var name in schemas)
        {
            await ExecuteAsync($"""CREATE SCHEMA IF NOT EXISTS "{name}" {(ownRole ? $"""AUTHORIZATION "{own.Username}" """ : "")}""");
        }
        await transaction.CommitAsync(ct);

        async Task ExecuteAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            await command.ExecuteNonQueryAsync(ct);
        }
    }
}

/// <summary>Ready means reachable and migrated. That it is migrated is asked until it is true, then no more.</summary>
internal sealed class DatabaseHealthCheck<TContext>(IServiceScopeFactory scopes) : IHealthCheck
    where TContext : DbContext
{
    private static volatile bool s_migrated;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var database = scope.ServiceProvider.GetRequiredService<TContext>().Database;
            if (!s_migrated)
            {
                var pending = (await database.GetPendingMigrationsAsync(cancellationToken)).Count();
                if (pending > 0)
                {
                    return HealthCheckResult.Unhealthy($"{pending} migrations are waiting: run --migrate.");
                }
                s_migrated = true;
            }
            await database.ExecuteSqlRawAsync("SELECT 1", cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy("The database does not answer.", e);
        }
    }
}
