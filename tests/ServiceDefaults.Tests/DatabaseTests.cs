using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Avanii.Testing;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Avanii.ServiceDefaults.Tests;

public sealed class DatabaseTests
{
    [Theory]
    [InlineData("40P01", HttpStatusCode.ServiceUnavailable)] // deadlock
    [InlineData("40001", HttpStatusCode.ServiceUnavailable)] // lost a race
    [InlineData("55P03", HttpStatusCode.ServiceUnavailable)] // lock not available
    [InlineData("57P01", HttpStatusCode.ServiceUnavailable)] // the server restarts
    [InlineData("22012", HttpStatusCode.InternalServerError)] // division by zero: a fault of the program
    public async Task A_request_that_only_lost_a_race_is_to_be_asked_again(string sqlState, HttpStatusCode expected)
    {
        await using var app = await LedgerApp.StartAsync(await TestInfrastructure.CreateDatabaseAsync(), await TestInfrastructure.CreateVirtualHostAsync());
        using var client = app.CreateClient();
        using var answer = await client.PostAsync($"/failures?sqlState={sqlState}", null);
        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(expected == HttpStatusCode.ServiceUnavailable, answer.Headers.RetryAfter is not null);
    }

    [Fact]
    public async Task An_owner_cannot_read_another_schema()
    {
        var database = await TestInfrastructure.CreateDatabaseAsync();
        await using var app = await LedgerApp.StartAsync(database, await TestInfrastructure.CreateVirtualHostAsync());
        await using (var admin = new NpgsqlConnection(database))
        {
            await admin.OpenAsync();
            await using var create = new NpgsqlCommand("CREATE SCHEMA foreign_one; CREATE TABLE foreign_one.secrets (id int);", admin);
            await create.ExecuteNonQueryAsync();
        }
        var refusal = await Assert.ThrowsAsync<PostgresException>(() =>
            app.QueryAsync(db => db.Database.ExecuteSqlRawAsync("SELECT * FROM foreign_one.secrets")));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
    }

    [Fact]
    public async Task Ready_means_reachable_and_migrated_and_details_say_what_is_not()
    {
        await using var app = await LedgerApp.StartAsync(await TestInfrastructure.CreateDatabaseAsync(), await TestInfrastructure.CreateVirtualHostAsync());
        using var client = app.CreateClient();
        var health = await Eventually.GetAsync(
            () => client.GetFromJsonAsync<JsonElement>("/health"), h => h.GetProperty("status").GetString() == "Healthy");
        Assert.Equal("Healthy", health.GetProperty("checks").GetProperty("database").GetProperty("status").GetString());
        Assert.Equal("Healthy", health.GetProperty("checks").GetProperty("messaging").GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_broker_that_is_away_leaves_the_service_ready_and_degraded()
    {
        await using var app = await LedgerApp.StartAsync(await TestInfrastructure.CreateDatabaseAsync(), new Uri("amqp://a:b@127.0.0.1:1/"));
        using var client = app.CreateClient();
        using var response = await client.GetAsync("/health");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("Degraded", (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("status").GetString());
        await app.MoveAsync("a", 1); // accepted all the same
    }

    [Theory]
    [InlineData("{\"value\": 1, \"colour\": \"red\"}", "colour")]
    [InlineData("{\"value\": 1, \"value\": 2}", "The field value is there twice")]
    [InlineData("{\"value\": 1, \"Value\": 2}", "is there twice")]
    [InlineData("{\"value\": \"many\"}", "value")]
    [InlineData("{\"value\": 1e99}", "value")]
    [InlineData("{\"value\": ", "JSON")]
    public async Task A_request_that_cannot_be_read_is_told_what_is_wrong_with_it(string body, string named)
    {
        await using var app = await LedgerApp.StartAsync(await TestInfrastructure.CreateDatabaseAsync(), await TestInfrastructure.CreateVirtualHostAsync());
        using var client = app.CreateClient();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await client.PostAsync("/amounts", content);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("urn:avanii:problem:unreadable-request", problem.GetProperty("type").GetString());
        Assert.Contains(named, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }
}
