using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Avanii.ServiceDefaults;

/// <summary>Something the service's program does instead of serving, such as <c>--seed-demo</c>.</summary>
/// <param name="Name">The first argument that asks for it.</param>
/// <param name="RunAsync">Gets the arguments behind the name; returns the exit code.</param>
public sealed record ServiceCommand(string Name, Func<IServiceProvider, string[], CancellationToken, Task<int>> RunAsync);

/// <summary>The end of each Program.cs: run a command and exit, or serve.</summary>
public static class ServiceCommands
{
    private const string Migrate = "--migrate";
    private static readonly TimeSpan PatienceWithDatabase = TimeSpan.FromSeconds(60);

    /// <summary>Without a command it serves until SIGTERM; <c>--migrate</c> brings the schema up to date and exits; further commands are
    /// the service's own. In Development the schema is also brought up to date before serving: elsewhere never.</summary>
    /// <returns>The exit code: 0, or 1 after one sentence about what is wrong.</returns>
    public static async Task<int> RunServiceAsync(this WebApplication app, string[] args, params ServiceCommand[] commands)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ServiceCommands));
        using var stop = new CancellationTokenSource();
        using var sigterm = System.Runtime.InteropServices.PosixSignalRegistration.Create(
            System.Runtime.InteropServices.PosixSignal.SIGTERM, _ => stop.Cancel());
        try
        {
            // Settings of the form --Key=value are configuration, not commands.
            var name = args.FirstOrDefault(a => a.StartsWith("--", StringComparison.Ordinal) && !a.Contains('='));
            if (name is null)
            {
                if (app.Environment.IsDevelopment())
                {
                    await MigrateAsync(app, log, PatienceWithDatabase, stop.Token);
                }
                await app.RunAsync();
                return Environment.ExitCode; // not 0 when the process ended itself, to be started anew
            }
            if (name == Migrate)
            {
                await MigrateAsync(app, log, TimeSpan.Zero, stop.Token);
                return 0;
            }
            if (commands.FirstOrDefault(c => c.Name == name) is { } command)
            {
                return await command.RunAsync(app.Services, args[(Array.IndexOf(args, name) + 1)..], stop.Token);
            }
            await Console.Error.WriteLineAsync($"{name} is not known here. Known: {string.Join(", ", commands.Select(c => c.Name).Prepend(Migrate))}.");
            return 2;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 143; // ended by SIGTERM before it could serve
        }
        catch (AggregateException e) when (e.InnerExceptions.All(inner => inner is OptionsValidationException))
        {
            await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, e.InnerExceptions.Select(inner => inner.Message)));
            return 1;
        }
        catch (Exception e) when (e is InvalidConfigurationException or OptionsValidationException or NpgsqlException)
        {
            await Console.Error.WriteLineAsync(e is NpgsqlException ? $"The database refused: {e.Message}" : e.Message);
            return 1;
        }
    }

    private static async Task MigrateAsync(WebApplication app, ILogger log, TimeSpan patience, CancellationToken ct)
    {
        var clock = app.Services.GetRequiredService<TimeProvider>();
        var started = clock.GetTimestamp();
        foreach (var migration in app.Services.GetServices<IMigration>())
        {
            while (true)
            {
                try
                {
                    await migration.RunAsync(ct);
                    break;
                }
                catch (NpgsqlException e) when (e.IsTransient && clock.GetElapsedTime(started) < patience)
                {
                    log.LogInformation("Waiting for the database: {Reason}", e.Message);
                    await Task.Delay(TimeSpan.FromSeconds(1), clock, ct);
                }
            }
        }
        log.LogInformation("The schema is up to date ({Elapsed:0.0} s).", clock.GetElapsedTime(started).TotalSeconds);
    }
}
