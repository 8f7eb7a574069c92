using Avanii.AppHost.Standalone;

namespace Avanii.Testing;

/// <summary>
/// A real PostgreSQL and a real RabbitMQ for tests. <c>./avanii test</c> starts one of each for all projects and says so
/// in <c>AVANII_TEST_*</c>; without these, as in an IDE, the first test that asks starts a private pair, which ends with
/// the test process in whatever way that ends.
/// </summary>
public static class TestInfrastructure
{
    public const string PostgresVariable = "AVANII_TEST_POSTGRES";
    public const string RabbitMqVariable = "AVANII_TEST_RABBITMQ";
    public const string RabbitMqManagementVariable = "AVANII_TEST_RABBITMQ_MANAGEMENT";

    private static readonly Lazy<DisposableFolder> s_folder = new(DisposableFolder.Create);
    private static readonly List<IAsyncDisposable> s_started = [];
    private static readonly Lazy<Task<PostgresServer>> s_postgres = new(StartPostgresAsync);
    private static readonly Lazy<Task<RabbitMqServer>> s_rabbitMq = new(StartRabbitMqAsync);

    static TestInfrastructure() => AppDomain.CurrentDomain.ProcessExit += (_, _) => End();

    /// <summary>The server, with a login that may do everything.</summary>
    public static Task<PostgresServer> PostgresAsync() => s_postgres.Value;

    /// <summary>The broker, with a login that may do everything.</summary>
    public static Task<RabbitMqServer> RabbitMqAsync() => s_rabbitMq.Value;

    /// <returns>The connection string of a database that nobody else uses, as its superuser.</returns>
    public static async Task<string> CreateDatabaseAsync(CancellationToken ct = default)
    {
        _ = s_rabbitMq.Value; // who needs the one needs the other soon: let both start at once
        return await (await PostgresAsync()).CreateDatabaseAsync(ct: ct);
    }

    /// <returns>The address of a virtual host that nobody else uses.</returns>
    public static async Task<Uri> CreateVirtualHostAsync(CancellationToken ct = default) =>
        await (await RabbitMqAsync()).CreateVirtualHostAsync(ct: ct);

    private static async Task<PostgresServer> StartPostgresAsync()
    {
        if (Environment.GetEnvironmentVariable(PostgresVariable) is { Length: > 0 } connectionString)
        {
            return new(connectionString);
        }
        return Remember(await PostgresInstance.StartAsync(s_folder.Value.Sub("postgres"), disposable: true)).Server;
    }

    private static async Task<RabbitMqServer> StartRabbitMqAsync()
    {
        if (Environment.GetEnvironmentVariable(RabbitMqVariable) is { Length: > 0 } amqp
            && Environment.GetEnvironmentVariable(RabbitMqManagementVariable) is { Length: > 0 } management)
        {
            return new(new Uri(amqp), new Uri(management));
        }
        return Remember(await RabbitMqInstance.StartAsync(s_folder.Value.Sub("messaging"), disposable: true)).Server;
    }

    private static T Remember<T>(T started) where T : IAsyncDisposable
    {
        lock (s_started)
        {
            s_started.Add(started);
        }
        return started;
    }

    private static void End()
    {
        lock (s_started)
        {
            Task.WhenAll(s_started.Select(started => started.DisposeAsync().AsTask())).GetAwaiter().GetResult();
            s_started.Clear();
        }
        if (s_folder.IsValueCreated)
        {
            s_folder.Value.Dispose();
        }
    }
}
