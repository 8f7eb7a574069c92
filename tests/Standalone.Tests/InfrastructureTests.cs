using Avanii.Testing;
using Npgsql;

namespace Avanii.AppHost.Standalone.Tests;

public sealed class InfrastructureTests
{
    [Theory]
    [InlineData("fsync")]
    [InlineData("synchronous_commit")]
    [InlineData("full_page_writes")]
    [InlineData("data_checksums")]
    public async Task The_database_of_tests_is_as_durable_as_production(string setting)
    {
        await using var connection = new NpgsqlConnection(await TestInfrastructure.CreateDatabaseAsync());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"SHOW {setting}", connection);

        Assert.Equal("on", await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task Each_test_gets_a_virtual_host_of_its_own()
    {
        var first = await TestInfrastructure.CreateVirtualHostAsync();
        var second = await TestInfrastructure.CreateVirtualHostAsync();

        Assert.NotEqual(first, second);
        Assert.Equal("127.0.0.1", first.Host);
    }
}
