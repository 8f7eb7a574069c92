using Npgsql;

namespace Avanii.AppHost.Standalone;

/// <summary>Where a PostgreSQL server is, with a login that may do everything.</summary>
/// <param name="AdminConnectionString">In Npgsql's form, to the database <c>postgres</c>.</param>
public sealed record PostgresServer(string AdminConnectionString)
{
    public string ConnectionStringFor(string database) =>
        new NpgsqlConnectionStringBuilder(AdminConnectionString) { Database = database }.ConnectionString;

    /// <summary>Makes a database; without a name, a fresh one of a name that nobody has.</summary>
    /// <returns>The connection string to it, with the same login.</returns>
    public async Task<string> CreateDatabaseAsync(string? name = null, CancellationToken ct = default)
    {
        name ??= $"test_{Guid.NewGuid():N}";
        await ExecuteAsync($"""CREATE DATABASE "{name}" """, ct);
        return ConnectionStringFor(name);
    }

    /// <summary>Makes the database unless it is there.</summary>
    public async Task<string> EnsureDatabaseAsync(string name, CancellationToken ct = default)
    {
        try
        {
            return await CreateDatabaseAsync(name, ct);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.DuplicateDatabase)
        {
            return ConnectionStringFor(name);
        }
    }

    /// <summary>Drops a database, and the sessions that still use it.</summary>
    public Task DropDatabaseAsync(string name, CancellationToken ct = default) =>
        ExecuteAsync($"""DROP DATABASE IF EXISTS "{name}" WITH (FORCE)""", ct);

    private async Task ExecuteAsync(string sql, CancellationToken ct)
    {
        // No pool: nothing of ours stays connected to a server that a test is about to kill.
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(AdminConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(ct);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}
