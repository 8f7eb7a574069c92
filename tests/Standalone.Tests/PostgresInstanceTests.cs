using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Avanii.AppHost.Standalone.Tests;

public sealed class PostgresInstanceTests : IDisposable
{
    private readonly DisposableFolder _folder = DisposableFolder.Create();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_committed_survives_a_kill()
    {
        await using var postgres = await PostgresInstance.StartAsync(_folder.Sub("kill"));
        var database = await postgres.Server.CreateDatabaseAsync();
        await ExecuteAsync(database, "CREATE TABLE orders (id int); INSERT INTO orders VALUES (1)");

        await postgres.KillAsync();
        await postgres.StartAsync();

        Assert.Equal(1L, await ExecuteAsync(database, "SELECT count(*) FROM orders"));
    }

    [Fact]
    public async Task A_stop_leaves_no_process_and_a_start_finds_the_data_again()
    {
        string database;
        IReadOnlyList<ProcessIdentity> processes;
        await using (var first = await PostgresInstance.StartAsync(_folder.Sub("data")))
        {
            database = await first.Server.EnsureDatabaseAsync("avanii");
            processes = [first.Process!.Value, .. ProcessTable.Descendants(first.Process!.Value.Id)];
        }
        Assert.DoesNotContain(processes, ProcessTable.IsAlive);

        await using var second = await PostgresInstance.StartAsync(_folder.Sub("data"));

        Assert.False(second.IsNew);
        await second.Server.EnsureDatabaseAsync("avanii");
        Assert.Equal(1, await ExecuteAsync(second.Server.ConnectionStringFor("avanii"), "SELECT 1"));
    }

    [Fact]
    public async Task A_wrong_password_is_refused()
    {
        await using var postgres = await PostgresInstance.StartAsync(_folder.Sub("password"), disposable: true);
        var wrong = new NpgsqlConnectionStringBuilder(postgres.Server.AdminConnectionString) { Password = "guess" }.ConnectionString;

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(wrong, "SELECT 1"));

        Assert.Equal(PostgresErrorCodes.InvalidPassword, refusal.SqlState);
    }

    [Fact]
    public async Task A_postmaster_pid_of_a_stranger_is_no_obstacle()
    {
        await using (await PostgresInstance.StartAsync(_folder.Sub("stale")))
        {
        }
        // After a crash its number may belong to anybody: here, to us.
        await File.WriteAllTextAsync(Path.Combine(_folder.Sub("stale"), "data", "postmaster.pid"), $"{Environment.ProcessId}\n");

        await using var again = await PostgresInstance.StartAsync(_folder.Sub("stale"));

        Assert.True(again.IsRunning);
    }

    [Fact]
    public async Task Data_of_another_version_is_named_and_left_alone()
    {
        var data = Directory.CreateDirectory(Path.Combine(_folder.Sub("old"), "data"));
        await File.WriteAllTextAsync(Path.Combine(data.FullName, "PG_VERSION"), "9\n");

        var obstacle = await Assert.ThrowsAsync<StandaloneException>(() => PostgresInstance.StartAsync(_folder.Sub("old")));

        Assert.Contains("was made by PostgreSQL 9, but installed is", obstacle.Message);
        Assert.Equal(["PG_VERSION"], data.EnumerateFileSystemInfos().Select(file => file.Name));
    }

    [Fact]
    public async Task A_taken_port_is_named_with_its_holder()
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var port = ((IPEndPoint)holder.LocalEndpoint).Port;

        var obstacle = await Assert.ThrowsAsync<StandaloneException>(() => PostgresInstance.StartAsync(_folder.Sub("port"), port));

        Assert.StartsWith($"Port {port}, which PostgreSQL needs, is taken", obstacle.Message);
        Assert.False(Directory.Exists(_folder.Sub("port")));
    }

    private static async Task<object?> ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
